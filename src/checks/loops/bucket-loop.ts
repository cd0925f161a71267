import { WRITTEN_BUCKET } from '../../catalog/written-resources';
import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check, RuleProblem, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { deliversTo, mayWriteTo } from '../model/writers';

const { source, detailType, resourceType, namedIn, actions } = WRITTEN_BUCKET;

export const bucketLoop: Check = {
  id: 'bucket-loop',
  group: 'loops',
  summary: 'A rule on new objects of a bucket has a target that writes to the same bucket: a delivery stream does, a function may.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule, app) => bucketsOf(rule, app).flatMap((bucket) => rule.targets.flatMap((target): RuleProblem[] => {
    const { location, id, resource } = target;
    const how = resource?.type === 'AWS::KinesisFirehose::DeliveryStream' && deliversTo(resource, bucket, app) ? 'writes'
      : resource?.type === 'AWS::Lambda::Function' && mayWriteTo(resource, bucket, actions, app) ? 'may write' : undefined;
    return how === undefined ? [] : [{
      location,
      value: id,
      message: `Target '${id}' ${how} to '${bucket.path}', whose new objects this rule matches.`,
      fix: 'Write to another bucket, or filter on detail.object.key with a prefix that what the target writes does not have.',
    }];
  }))),
};

/** The buckets of the app of which any new object matches. */
function bucketsOf({ alternatives, stack }: RuleInTemplate, app: Templates): TemplateResource[] {
  return alternatives
    .filter((alternative) => onlyTextsIn(alternative.source)?.includes(source)
      && (onlyTextsIn(alternative['detail-type'])?.includes(detailType) ?? alternative['detail-type'] === undefined)
      && Object.keys(alternative.detail ?? {}).every((field) => field === namedIn[0]))
    .flatMap(({ detail }) => namedIn.reduce<any>((at, name) => at?.[name], detail) ?? [])
    .map((value) => app.references.resourceOf(value, stack))
    .filter((resource): resource is TemplateResource => resource?.type === resourceType);
}
