import { Finding, findingsIn } from '../../src/checks/finding';
import { StackTemplate, TemplateOrigin } from '../../src/template/stack-template';
import { Templates } from '../../src/template/templates';

export type Resources = Record<string, { readonly Type: string; readonly Properties?: object }>;

export const HERE: TemplateOrigin = { account: '111111111111', region: 'eu-west-1', path: 'Here' };

/** Templates as people write them themselves, which belong together. */
export function templatesOf(...stacks: [Resources, TemplateOrigin?][]): Templates {
  return new Templates(stacks.map(([Resources, origin = HERE]) => new StackTemplate({ Resources }, origin)));
}

/** What one check finds in templates. */
export function foundBy(check: string, ...stacks: [Resources, TemplateOrigin?][]): Finding[] {
  return findingsIn(templatesOf(...stacks), {}).filter((finding) => finding.check.id === check);
}

/** A rule on service events with one target. */
export function ruleTo(Arn: unknown, properties: object = {}, target: object = {}): Resources[string] {
  return { Type: 'AWS::Events::Rule', Properties: { EventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }, Targets: [{ Id: 'T', Arn, ...target }], ...properties } };
}

/** So many resources of one kind, by logical ids of their own. */
export function many(count: number, id: string, make: (n: number) => Resources[string]): Resources {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`${id}${n}`, make(n)]));
}

export const getAtt = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });

/** An event of the rules that `ruleTo` makes. */
export const BATCH_EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };

/** A policy that lets everybody do everything. */
export const ANYBODY = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** An alarm on a metric of the rule that is called `Rule` in its template. */
export function alarmOfRule(MetricName: string, properties: object = {}): Resources[string] {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Events',
      MetricName,
      Dimensions: [{ Name: 'RuleName', Value: { Ref: 'Rule' } }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:page'],
      ...properties,
    },
  };
}
