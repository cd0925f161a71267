import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { SilentResource } from '../../catalog/silent-resources';
import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { RuleProblem, inPattern } from '../check';

/** The resources of the app that a rule wants events of, and that send none. */
export function silentResourcesOf(rule: RuleInTemplate, app: Templates, kind: SilentResource): RuleProblem[] {
  return rule.alternatives
    .filter(({ source, 'detail-type': detailType }) =>
      onlyTextsIn(source)?.every((name) => name === kind.source) && !onlyTextsIn(detailType)?.some(isViaCloudTrail))
    .flatMap(({ detail }) => kind.namedIn.flatMap((names) => {
      const values = names.reduce<any>((at, name) => at?.[name], detail);
      return (Array.isArray(values) ? values : []).map((value) => ({
        names, resource: app.references.resourceOf(value, rule.stack) ?? named(value, app, kind),
      }));
    }))
    .filter(({ resource }) => resource?.type === kind.resourceType && isSilent(resource, app, kind))
    .map(({ names, resource }) => ({
      location: inPattern('detail', ...names),
      value: resource!.path,
      message: `'${resource!.path}' ${kind.why}.`,
      fix: kind.wayOut,
    }));
}

function isSilent(resource: TemplateResource, app: Templates, { isSilent: silent, switchedOnBy }: SilentResource): boolean {
  return silent(resource.properties) && !(switchedOnBy && app.resourcesOf(switchedOnBy.resourceType)
    .some((custom) => switchedOnBy.isOn(custom.properties) && app.referred(custom.properties[switchedOnBy.property], custom) === resource));
}

/** The only resource with a name that the app gives. */
function named(value: any, app: Templates, { resourceType, nameProperty }: SilentResource): TemplateResource | undefined {
  const found = typeof value === 'string' ? app.resourcesOf(resourceType).filter(({ properties }) => properties[nameProperty ?? ''] === value) : [];
  return found.length === 1 ? found[0] : undefined;
}
