import { StackTemplate } from '../../../src/template/stack-template';
import { TemplateValues } from '../../../src/template/template-values';
import { CompositeAlarm } from '../../../src/testing/delivery/composite-alarm';
import { Raised } from '../../../src/testing/delivery/played-alarm';

function raisedAt(rule: unknown, raised: Record<string, number>): number | undefined {
  const stack = new StackTemplate({ Resources: { Both: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: rule, AlarmActions: ['arn'] } } } });
  const alarms = Object.entries(raised).map(([name, after]): Raised => ({ after, keys: [name], alarm: { name, names: [name], metric: '', tells: [] } }));
  return new CompositeAlarm(stack.resources.get('Both')!, new TemplateValues(stack, {}), String).raisedBy(alarms)?.after;
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
  ['ALARM("one") AND', undefined],
  ['(ALARM("one")', undefined],
  ['FALSE', undefined],
  ['TRUE', 60],
  ['NOT FALSE', 60],
  ['ALARM("other") AND TRUE', 300],
  ['ALARM("one") AND FALSE', undefined],
])('%s', (rule, after) => {
  expect(raisedAt(rule, { one: 60, other: 300 })).toBe(after);
});
