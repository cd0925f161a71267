import { AwsService, DeliveryType } from '../../src';
import { isViaCloudTrail } from '../../src/catalog/cloudtrail-detail-types';

/** A synthesized template. */
export interface Template {
  readonly Resources: Record<string, { Type: string; Properties?: any; Metadata?: Record<string, string> }>;
}

/** What a template says of one rule. */
export interface RuleReport {
  readonly rule: string;
  readonly service: string;
  readonly channel: string;
  readonly delivery: string;
  readonly targets: string;
  readonly queue: string;
  readonly alarms: string;
  readonly pattern?: object;
}

const DELIVERY: Record<DeliveryType, string> = {
  [DeliveryType.GUARANTEED]: 'guaranteed',
  [DeliveryType.BEST_EFFORT]: 'best effort',
  [DeliveryType.UNSPECIFIED]: 'not stated',
};

const SHORT_NAMES: Record<string, string> = {
  'Amazon Elastic Compute Cloud': 'Amazon EC2',
  'AWS Identity and Access Management': 'AWS IAM',
};

/** Reads the rules of a template, and what belongs to them. */
export function reportRules(template: Template): RuleReport[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule')
    .map(([logicalId, { Properties, Metadata }]) => ({
      rule: nameOf(logicalId, Metadata),
      ...describeEvents(Properties),
      targets: (Properties.Targets ?? []).map(({ Arn }: any) => typeOf(template, Arn)).join(', '),
      queue: (Properties.Targets ?? []).every(({ DeadLetterConfig }: any) => DeadLetterConfig) ? 'yes' : 'no',
      alarms: alarmsOn(template, logicalId).join(', '),
      pattern: Properties.EventPattern,
    }));
}

function describeEvents({ EventPattern, ScheduleExpression }: any): Pick<RuleReport, 'service' | 'channel' | 'delivery'> {
  if (!EventPattern) {
    return { service: ScheduleExpression, channel: 'schedule', delivery: '' };
  }
  // What is forwarded for several rules can be alternatives.
  const patterns: any[] = EventPattern.$or ?? [EventPattern];
  const services = patterns.map(({ source }) => AwsService.named(source[0]));
  const detailTypes: string[] = patterns.flatMap((pattern) => pattern['detail-type']);
  const promises = new Set(patterns.flatMap((pattern, at) => (pattern['detail-type'] as string[]).map((detailType) => services[at].deliveryTypeOf(detailType))));
  return {
    service: services.map(({ serviceName }) => SHORT_NAMES[serviceName] ?? serviceName).join(', '),
    channel: detailTypes.every(isViaCloudTrail) ? 'CloudTrail' : 'native',
    delivery: [...promises].map((promise) => DELIVERY[promise]).join(', '),
  };
}

/** The construct that the user made: the path without the stack and what the library adds. */
function nameOf(logicalId: string, metadata?: Record<string, string>): string {
  const path = metadata?.['aws:cdk:path']?.split('/').slice(1, -1) ?? [logicalId];
  return path.filter((id, at) => !(at > 0 && id === 'Rule')).join('/');
}

function typeOf(template: Template, arn: any): string {
  const logicalId = arn.Ref ?? arn['Fn::GetAtt']?.[0];
  const type = template.Resources[logicalId]?.Type;
  return type ? type.replace(/^AWS::/, '').replace('::', ' ') : 'elsewhere';
}

function alarmsOn(template: Template, ruleId: string): string[] {
  return Object.values(template.Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm'
      && Properties.Dimensions.some(({ Name, Value }: any) => Name === 'RuleName' && JSON.stringify(Value).includes(`"${ruleId}"`)))
    .map(({ Metadata }) => (Metadata?.['aws:cdk:path'] ?? '').split('/').at(-2)!.toLowerCase())
    .sort();
}
