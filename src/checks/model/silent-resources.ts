import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { PrerequisiteData, ResourceNeed, prerequisitesOf } from '../../catalog/prerequisites';
import { resourceFieldsOf } from '../../catalog/resource-fields';
import { resourceTypeOf } from '../../catalog/resource-types';
import { upperFirst } from '../../catalog/upper-first';
import { fieldsOf, onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { isReference } from '../../pattern/matcher/matcher';
import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { RuleProblem, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

/** Fields of CloudTrail's records, which the events of services do not have. */
const RECORDED = ['eventSource', 'eventName', 'requestParameters', 'responseElements', 'userIdentity'];

type Need = PrerequisiteData & { readonly resource: ResourceNeed };

/** The resources of the app that a rule wants events of, and that send none as they are. */
export function silentResourcesOf(rule: RuleInTemplate, app: Templates): RuleProblem[] {
  return rule.alternatives.flatMap((alternative) => {
    const [source, ...others] = onlyTextsIn(alternative.source) ?? [];
    return source === undefined || others.length > 0 ? []
      : needsOf(source, alternative).flatMap((need) => problemsOf(alternative, source, need, rule, app));
  });
}

/** What all events of the pattern need of a resource. */
function needsOf(source: string, pattern: ServicePattern): Need[] {
  const kinds = onlyTextsIn(pattern['detail-type']);
  return isOnRecords(pattern) ? [] : prerequisitesOf(source)
    .filter((row): row is Need => row.resource !== undefined
      && (!row.detailTypes || !kinds || kinds.every((kind) => row.detailTypes!.includes(kind))));
}

/** CloudTrail records calls whatever the resource has switched on. */
function isOnRecords({ 'detail-type': detailType, detail }: ServicePattern): boolean {
  return detailType === undefined ? RECORDED.some((field) => detail?.[field] !== undefined) : onlyTextsIn(detailType)?.some(isViaCloudTrail) === true;
}

function problemsOf(pattern: ServicePattern, source: string, row: Need, rule: RuleInTemplate, app: Templates): RuleProblem[] {
  const { needs, resource: need } = row;
  const places = ['resources', ...resourceFieldsOf(source).filter(({ type }) => type === need.type).map(({ field }) => field)];
  return fieldsOf(pattern).filter(({ names }) => places.includes(names.join('.')))
    .flatMap(({ path, matchers }) => matchers.map((value) => ({
      path, resource: app.references.resourceOf(value, rule.stack) ?? named(value, need.type, app),
    })))
    .filter(({ resource }) => resource?.type === need.type && isSilent(resource, row, app))
    .map(({ path, resource }): RuleProblem => ({
      location: inPattern(...path),
      value: resource!.path,
      message: `Events about '${resource!.path}' need ${needs}, and its ${need.property} ${described(valueAt(resource!, need.property))}.`,
      fix: need.on ? `Set ${need.property} to true.` : `${upperFirst(need.instead ?? '')}.`,
      inApp: need.on ? 'ServiceEventRule does, where the resource is named in its resources.' : undefined,
      severity: need.present ? CheckSeverity.WARNING : undefined,
    }));
}

function isSilent(resource: TemplateResource, { resource: need, app: shown = [] }: Need, app: Templates): boolean {
  const value = valueAt(resource, need.property);
  if (value === UNKNOWN || (need.on ? String(value) === 'true' : need.never ? !need.never.includes(value as string) : value !== undefined)) {
    return false;
  }
  // A resource of another type, such as a custom one, can switch it on.
  return !shown.filter(({ type }) => type !== need.type).some(({ type, property }) => app.resourcesOf(type)
    .some((other) => (!property || valueAt(other, property) !== undefined)
      && Object.values(other.properties).some((given) => app.referred(given, other) === resource)));
}

const UNKNOWN = Symbol('known at deployment only');

/** A property; unknown where a part of its path is a reference, or an object without any setting, for which AWS has a default. */
function valueAt({ properties }: TemplateResource, path: string): unknown {
  return path.split('.').reduce<any>((value, name) => {
    if (value === UNKNOWN || value === undefined) {
      return value;
    }
    const next = value[name];
    return isReference(next) || (next === undefined && Object.keys(value).length === 0 && value !== properties) ? UNKNOWN : next;
  }, properties);
}

/** The only resource with a name that the app gives. */
function named(value: unknown, type: string, app: Templates): TemplateResource | undefined {
  const property = /^\$\{(\w+)\}$/.exec(resourceTypeOf(type)?.ref ?? '')?.[1];
  const found = typeof value === 'string' && property !== undefined ? app.resourcesOf(type).filter(({ properties }) => properties[property] === value) : [];
  return found.length === 1 ? found[0] : undefined;
}

function described(value: unknown): string {
  return value === undefined ? 'is not set' : `is ${JSON.stringify(value)}`;
}
