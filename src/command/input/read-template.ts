import { Document } from './document';
import { StackTemplate } from '../../template/stack-template';

/** What a template does not say. */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
}

/** A template that was read, and the file in which it stands. */
export interface ReadTemplate {
  readonly template: StackTemplate;
  readonly document: Document;
  /** Findings that the app has acknowledged: ids of checks with reasons, by the path of the construct. */
  readonly acknowledged?: ReadonlyMap<string, Record<string, string>>;
  /** Whether an app of the CDK has made it. */
  readonly isOfApp: boolean;
  /** Where a resource of the template stands in the file. */
  readonly placeOf: (logicalId: string) => readonly (string | number)[];
}

/** The CDK writes into its templates where a resource stands in the app. */
export function isMadeByApp({ Resources: resources = {} }: Record<string, any>): boolean {
  return Object.values<any>(resources).some((resource) => resource?.Metadata?.['aws:cdk:path'] !== undefined);
}

/** What AWS SAM makes stands where it is made from. */
export function placeInTemplate(template: any, logicalId: string): readonly string[] {
  if (Object.hasOwn(template.Resources ?? {}, logicalId)) {
    return ['Resources', logicalId];
  }
  for (const owner of beginningsOf(logicalId, template.Resources)) {
    const [event] = beginningsOf(logicalId.slice(owner.length), template.Resources[owner]?.Properties?.Events);
    if (event !== undefined) {
      return ['Resources', owner, 'Properties', 'Events', event];
    }
  }
  return ['Resources'];
}

/** The names that a logical id begins with, the longest first. */
function beginningsOf(logicalId: string, named: object | undefined): string[] {
  return Object.keys(named ?? {}).filter((name) => logicalId.startsWith(name)).sort((one, other) => other.length - one.length);
}
