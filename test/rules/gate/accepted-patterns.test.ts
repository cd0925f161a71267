import { App, Stack } from 'aws-cdk-lib';
import { AwsService, Ec2Events, EventPatternRule, S3Events, ServiceEventRule, testing } from 'cdk-service-events';
import * as fc from 'fast-check';
import { checkedApp, reportOf } from '../../support/findings';
import { resourcesOf } from '../../support/test-app';

/** What people write as the value of a field: right, wrong and borderline. */
const text = fc.constantFrom('stopped', 'Stopped', 'stoped', '', '*', 'a*b', 'a**b', 'i-0', '10.0.0.0/8', '5');
const scalar = fc.oneof(text, fc.constantFrom<any>(1, -0.5, true, false, null));
const operator = fc.constantFrom('prefix', 'suffix', 'wildcard', 'equals-ignore-case', 'anything-but', 'numeric', 'cidr', 'exists', 'prefx');
const operand = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.constantFrom<any>(['>', 5], ['>=', 1, '<', 2], ['=>', 1]), fc.record({ prefix: text }));
const matcher = fc.tuple(operator, operand).map(([name, value]) => ({ [name]: value }));
const value = fc.oneof(scalar, fc.array(fc.oneof(scalar, matcher, fc.constantFrom<any>(undefined, ['a'], {})), { maxLength: 3 }), matcher);
const field = fc.constantFrom('state', 'State', 'sate', 'instance-id', 'bucket', 'object', 'eventName', 'prefix');
const fields = fc.dictionary(field, fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('name', 'key', 'size'), value, { maxKeys: 2 }) }), { maxKeys: 2 });
/** Most of the others are refused before there is anything to compare. */
const rightMatcher = fc.constantFrom<any>(
  'i-0', 'i-1', { prefix: 'i-' }, { suffix: '0' }, { wildcard: 'i-*0' }, { 'anything-but': ['i-2'] }, { exists: true },
);
const rightFields = fc.dictionary(fc.constantFrom('instance-id'), fc.array(rightMatcher, { minLength: 1, maxLength: 3 }), { minKeys: 1 });
const detail = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 2, arbitrary: rightFields },
  { weight: 1, arbitrary: fc.array(fields, { maxLength: 3 }).map(($or) => ({ $or })) },
);

const NATIVE = [
  { service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] },
  { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED] },
  { service: AwsService.EC2 },
];

/** Makes a rule of each filter, as far as it is accepted. */
function accepted(stack: Stack, filters: Record<string, any>[]): number {
  return filters.filter((filter, at) => {
    const made = [
      () => new ServiceEventRule(stack, `Rule${at}`, { ...NATIVE[at % NATIVE.length], detail: filter }),
      () => new EventPatternRule(stack, `Pattern${at}`, { eventPattern: { source: ['aws.ec2'], detail: filter } }),
    ].filter((make) => {
      try {
        make();
        return true;
      } catch {
        return false;
      }
    });
    return made.length > 0;
  }).length;
}

/** A construct that has thrown stays in the tree, as it would in an app that catches the error: only whole rules count. */
function patternsOf(stack: Stack): Record<string, any>[] {
  return Object.values<any>(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
}

test('no pattern that a construct writes is refused by the matcher, and none that it accepts is an error of the checks', () => {
  let count = 0;
  fc.assert(fc.property(fc.array(detail, { minLength: 12, maxLength: 20 }), (filters) => {
    const app: App = checkedApp();
    const stack = new Stack(app, 'Stack');
    count += accepted(stack, filters);
    const report = reportOf(app);
    const errors = report?.findings.filter(({ severity, location }) => severity === 'error' && location.startsWith('Properties.EventPattern')) ?? [];
    expect(errors).toEqual([]);
    patternsOf(stack).forEach((pattern) => testing.EventPatternMatcher.of(pattern));
  }), { numRuns: 10 });
  expect(count).toBeGreaterThan(30);
});
