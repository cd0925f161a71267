import { SampleOccasion, idOf, thingOf, words } from './sample-values';
import { partitionOf } from '../catalog/partitions';
import { resourceFieldsOf, resourceInWords } from '../catalog/resource-fields';
import { resourceTypeOf, resourceTypesIn } from '../catalog/resource-types';

/** A thing whose ARN stands in `resources`, in the words of the facts: `resources (bucket ARN, never the object)`; of two, the first. */
const THING = /resources (?:is )?\(?\[?(?:the |ordinary )?([A-Za-z][A-Za-z -]*?)(?: or [A-Za-z-]+)?(?<! or) ARNs?\b/i;

/**
 * What the field `resources` of an event holds: what the facts say of its kind, in the form of the service; where they say
 * nothing, the ARNs that are in `detail`.
 */
export function sampleResources(occasion: SampleOccasion, source: string, detailType: string, detail: Record<string, unknown>): string[] {
  const arns = Object.values(detail).filter((value): value is string => typeof value === 'string' && value.startsWith('arn:'));
  const [said] = resourceInWords(source, [detailType]);
  if (said === undefined) {
    return [...new Set(arns)];
  }
  if (!/(^|[;,] ?| )resources (?!is \[\])/.test(said)) {
    return [];
  }
  const thing = THING.exec(said)?.[1];
  if (thing === undefined) {
    return [...new Set(arns)];
  }
  const inDetail = Object.entries(detail)
    .find(([name, value]) => typeof value === 'string' && value.startsWith('arn:') && thingOf(name) === words(thing));
  return [inDetail ? inDetail[1] as string : arnOf(thing, occasion, source, detail)];
}

function arnOf(thing: string, occasion: SampleOccasion, source: string, detail: Record<string, unknown>): string {
  const { service, region, account } = occasion;
  const id = nameIn(detail, words(thing)) ?? idOf(words(thing));
  const form = formOf(thing, source);
  const partition = partitionOf(region);
  return form === undefined ? `arn:${partition}:${service}:${region}:${account}:${words(thing)}/${id}`
    : `arn:${partition}:${form.replace(/\$\{Region\}/g, region).replace(/\$\{Account\}/g, account).replace(/\$\{Path\?\}/g, '').replace(/\$\{[^}]*\}/g, id)}`;
}

/** The ARN's form of the resource type that is called so, in the service's own namespace. */
function formOf(thing: string, source: string): string | undefined {
  const [known] = resourceFieldsOf(source);
  const namespace = known?.type.split('::').slice(0, 2).join('::') ?? `AWS::${source.replace(/^aws\./, '')}`;
  const types = resourceTypesIn(namespace);
  const called = (name: string) => words(name.split('::')[2]);
  const type = types.find((name) => called(name) === words(thing)) ?? types.find((name) => called(name).endsWith(words(thing)));
  return type && resourceTypeOf(type)?.arn;
}

/** What `detail` calls the thing: `bucket.name`, `instance-id`, `jobName`. */
function nameIn(detail: Record<string, unknown>, thing: string): string | undefined {
  for (const [name, value] of Object.entries(detail)) {
    if (typeof value === 'object' && value !== null && words(name) === thing && typeof (value as Record<string, unknown>).name === 'string') {
      return (value as Record<string, string>).name;
    }
    if (typeof value === 'string' && !value.startsWith('arn:') && new RegExp(`^${thing}(-(id|identifier|name))?$`).test(words(name))) {
      return value;
    }
  }
  return undefined;
}
