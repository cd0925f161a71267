import { StackTemplate } from '../../../src/template/stack-template';
import { TemplateValues } from '../../../src/template/template-values';
import { CompositeAlarm } from '../../../src/testing/delivery/composite-alarm';
import { Raised } from '../../../src/testing/delivery/played-alarm';

function raisedBy(rule: unknown, raised: Record<string, number>): Raised | undefined {
  const stack = new StackTemplate({ Resources: { Both: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: rule, AlarmActions: ['arn'] } } } });
  const alarms = Object.entries(raised).map(([name, after]): Raised => ({ after, keys: [name], alarm: { name, alarmName: name, metric: '', tells: [] } }));
  return new CompositeAlarm(stack.resources.get('Both')!, new TemplateValues(stack, {}), String).raisedBy(alarms);
}

test.each<[rule: string, after: number | undefined]>([
  ['ALARM("one")', 60],
  ['ALARM(other)', 300],
  ['ALARM("one") OR ALARM("other")', 60],
  ['ALARM("one") AND ALARM("other")', 300],
  ['(ALARM("one") OR ALARM("third")) AND ALARM("arn:aws:cloudwatch:eu-west-1:111111111111:alarm:other")', 300],
  ['NOT ALARM("third") AND ALARM("one")', 60],
  ['ALARM("one") AND OK("other")', 60],
  ['ALARM("third")', undefined],
  ["ALARM('one')", 60],
  ['  ALARM ( one )  ', 60],
  ['OK("one")', undefined],
  ['OK("third")', 60],
  ['INSUFFICIENT_DATA("one")', undefined],
  ['INSUFFICIENT_DATA("third")', undefined],
  ['NOT INSUFFICIENT_DATA("third")', 60],
  ['NOT NOT ALARM("other")', 300],
  ['NOT (ALARM("third") OR ALARM("other")) AND ALARM("one")', 60],
  ['ALARM("third") OR ALARM("one") AND ALARM("other")', 300],
  ['ALARM("other") AND ALARM("third") OR ALARM("one")', 60],
  ['((ALARM("other")))', 300],
  ['FALSE', undefined],
  ['TRUE', 60],
  ['NOT FALSE', 60],
  ['ALARM("other") AND TRUE', 300],
  ['ALARM("one") AND FALSE', undefined],
])('%s', (rule, after) => {
  expect(raisedBy(rule, { one: 60, other: 300 })?.after).toBe(after);
});

test.each([
  '', 'ALARM("one") AND', '(ALARM("one")', 'ALARM("one"))', 'ALARM("one") ALARM("one")', 'ALARM("one") AND )', 'ALARM("one") OR AND', 'AND ALARM("one")', ') ALARM("one")',
  'NOT', 'NOT )', '()', '(ALARM("one") (', '(ALARM("one") OR)', 'ALARM("one") OR XOR', 'ALARM("one") ?', 'ALARM("one") OR AT_LEAST(1, ALARM, (one, other))', 'alarm("one")',
])('a rule that is not understood never holds: %s', (rule) => {
  expect(raisedBy(rule, { one: 60, other: 300 })).toBeUndefined();
});

test('what did it are the alarms that its rule names, as far as they are in ALARM by then', () => {
  const keys = (rule: string) => raisedBy(rule, { one: 60, unasked: 60, other: 300, late: 600 })?.keys;
  expect(keys('ALARM("one") OR ALARM("other")')).toEqual(['one']);
  expect(keys('ALARM("one") AND ALARM("other") OR ALARM("late")')).toEqual(['one', 'other']);
  expect(keys('TRUE')).toEqual([]);
});
