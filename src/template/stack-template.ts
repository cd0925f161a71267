import { withSamEvents } from './sam-events';
import { TemplateResource } from './template-resource';
import { unreadParts } from './unread-parts';
import { isJsonObject } from '../catalog/json-object';

/** Where a template comes from, as far as somebody knows it. */
export interface TemplateOrigin {
  /** What the stack is called in the app; tells stacks apart. */
  readonly path?: string;
  readonly stackName?: string;
  readonly account?: string;
  readonly region?: string;
  /** The file that holds the template. */
  readonly templatePath?: string;
  /** Bytes of the text, which is otherwise taken to be written without spaces. */
  readonly bytes?: number;
  /** Whether something else than AWS CloudFormation deploys it, which has no limits for a template. */
  readonly hasNoLimits?: boolean;
  /** Where a resource stands in the app, for a template without `aws:cdk:path`. */
  readonly pathOf?: (logicalId: string) => string | undefined;
}

/** The template of a stack or nested stack, whoever made it. */
export class StackTemplate {
  public readonly path: string;
  public readonly account?: string;
  public readonly region?: string;
  public readonly resources: ReadonlyMap<string, TemplateResource>;
  public readonly outputs: Record<string, { Value: any; Export?: { Name: any } }>;
  public readonly parameters: Record<string, { Type: string; Default?: any; AllowedValues?: any[] }>;
  public readonly conditions: Record<string, any>;
  public readonly mappings: Record<string, any>;
  /** What can make resources at deployment that are not read here. */
  public readonly unread: string[];
  /** The resource that stands for this nested stack in the template above it. */
  public resourceInParent?: TemplateResource;

  /**
   * @param template the parsed JSON
   * @throws when it is no template
   */
  constructor(private readonly template: Record<string, any>, public readonly origin: TemplateOrigin = {}) {
    if (!isJsonObject(template)) {
      throw new Error('A template is an object, such as { Resources: { ... } }.');
    }
    const resources: Record<string, any> = template.Resources ?? {};
    if (!isJsonObject(resources)) {
      throw new Error('The Resources of a template are an object, with one entry for each resource.');
    }
    this.path = origin.path ?? '';
    this.account = origin.account;
    this.region = origin.region;
    this.outputs = template.Outputs ?? {};
    this.parameters = template.Parameters ?? {};
    this.conditions = template.Conditions ?? {};
    this.mappings = template.Mappings ?? {};
    this.unread = unreadParts(template);
    this.resources = new Map(Object.entries(withSamEvents(resources, template.Globals))
      .map(([logicalId, resource]) => [logicalId, new Resource(this, logicalId, resource)]));
  }

  /** How long the text of the template is. */
  public get bytes(): number {
    return this.origin.bytes ?? Buffer.byteLength(JSON.stringify(this.template));
  }

  /** The template that this nested stack is part of. */
  public get parent(): StackTemplate | undefined {
    return this.resourceInParent?.stack;
  }
}

class Resource implements TemplateResource {
  public readonly type: string;
  public readonly properties: Record<string, any>;
  public readonly condition?: string;
  private pathOnce?: string;

  constructor(public readonly stack: StackTemplate, public readonly logicalId: string, private readonly raw: any) {
    this.type = typeof raw?.Type === 'string' ? raw.Type : '';
    this.properties = raw?.Properties ?? {};
    this.condition = raw?.Condition;
  }

  public get path(): string {
    return this.pathOnce ??= this.raw?.Metadata?.['aws:cdk:path'] ?? this.stack.origin.pathOf?.(this.logicalId)
      ?? [this.stack.path, this.logicalId].filter((part) => part !== '').join('/');
  }
}
