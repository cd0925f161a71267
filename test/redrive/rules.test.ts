import { VirtualClock } from './simulator/virtual-clock';
import { parseArn } from '../../src/redrive/handler/arn';
import { Aws } from '../../src/redrive/handler/aws';
import { FailedCall } from '../../src/redrive/handler/failed-call';
import { Rules, parseRuleArn } from '../../src/redrive/handler/rules';

const RULE = 'arn:aws:events:eu-west-1:111111111111:rule/mine';

function rulesThat(answer: (call: string) => object) {
  const clock = new VirtualClock();
  const calls: string[] = [];
  const regions: unknown[] = [];
  const aws = {
    clock,
    client: (_class: unknown, region: string) => {
      regions.push(region);
      return {};
    },
    call: async (call: string, _ask: unknown, { repeatable }: { repeatable: boolean }) => {
      expect(repeatable).toBe(true);
      calls.push(call);
      return answer(call);
    },
  } as unknown as Aws;
  return { of: (account?: string) => new Rules(aws, account), clock, calls, regions };
}

const failure = (name: string, status: number) => new FailedCall('ListTargetsByRule', Object.assign(new Error('because'), { name, $metadata: { httpStatusCode: status } }), true);

describe('an ARN', () => {
  test.each([
    ['arn:aws:sqs:eu-west-1:111111111111:work', { partition: 'aws', service: 'sqs', region: 'eu-west-1', account: '111111111111', resource: 'work' }],
    ['arn:aws-cn:lambda:cn-north-1:1:function:f:live', { partition: 'aws-cn', service: 'lambda', region: 'cn-north-1', account: '1', resource: 'function:f:live' }],
    ['arn:aws:s3:::bucket', { partition: 'aws', service: 's3', region: '', account: '', resource: 'bucket' }],
    ['urn:aws:sqs:eu-west-1:111111111111:work', undefined],
    ['arn:aws::eu-west-1:111111111111:work', undefined],
    ['arn:aws:sqs:eu-west-1:111111111111', undefined],
    ['arn', undefined],
    ['', undefined],
  ])('%s has the parts %j', (text, parts) => {
    expect(parseArn(text)).toEqual(parts);
  });

  test.each([
    [RULE, { region: 'eu-west-1', account: '111111111111', name: 'mine', bus: undefined }],
    [`${RULE.slice(0, -4)}orders/mine`, { region: 'eu-west-1', account: '111111111111', name: 'mine', bus: 'orders' }],
    [`${RULE.slice(0, -4)}aws.partner/example.com/orders/mine`, { region: 'eu-west-1', account: '111111111111', name: 'mine', bus: 'aws.partner/example.com/orders' }],
    [RULE.replace('rule/', 'event-bus/'), undefined],
    [RULE.replace('events', 'scheduler'), undefined],
    [RULE.replace('/mine', '/'), undefined],
    [RULE.replace('/mine', ''), undefined],
    ['mine', undefined],
  ])('%s is of the rule %j', (text, address) => {
    expect(parseRuleArn(text)).toEqual(address);
  });
});

describe('a rule', () => {
  test('is asked for in its own Region, and once', async () => {
    const { of, calls, regions } = rulesThat((call) => (call === 'DescribeRule' ? { State: 'ENABLED' } : { Targets: [{ Arn: 'a' }] }));
    const rules = of('111111111111');
    for (let n = 0; n < 2; n += 1) {
      expect(await rules.find(RULE)).toEqual({ targets: [{ Arn: 'a' }], enabled: true });
    }
    expect([calls, regions]).toEqual([['ListTargetsByRule', 'DescribeRule'], ['eu-west-1']]);
  });

  test.each([
    ['ENABLED', true], ['DISABLED', false], ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', true], [undefined, undefined],
  ])('with state %s is enabled: %s', async (State, enabled) => {
    expect(await rulesThat((call) => (call === 'DescribeRule' ? { State } : {})).of().find(RULE)).toEqual({ targets: [], enabled });
  });

  test('of any account is read where it is not known which account this is', async () => {
    expect(await rulesThat(() => ({})).of(undefined).find(RULE)).toMatchObject({ targets: [] });
    await expect(rulesThat(() => ({})).of('222222222222').find(RULE)).rejects.toThrow('a rule of account 111111111111');
  });

  test('that could not be read five times is not asked for again for a minute', async () => {
    const { of, calls, clock } = rulesThat(() => {
      throw failure('InternalFailure', 500);
    });
    const rules = of();
    const look = async () => expect(rules.find(RULE)).rejects.toThrow('the rule could not be read: ListTargetsByRule: InternalFailure: because');
    for (let n = 1; n <= 5; n += 1) {
      await look();
      expect(calls).toHaveLength(n);
    }
    clock.advance(59_999);
    await look();
    expect(calls).toHaveLength(5);
    clock.advance(1);
    await look();
    expect(calls).toHaveLength(6);
    await look();
    expect(calls).toHaveLength(6);
  });

  test.each([
    ['ResourceNotFoundException', 'the rule is gone'],
    ['AccessDeniedException', 'the rule is gone, or none that this function may read'],
    ['NotAuthorized', 'the rule is gone, or none that this function may read'],
    ['ForbiddenException', 'the rule is gone, or none that this function may read'],
  ])('that answers %s is not asked for again', async (name, reason) => {
    const { of, calls, clock } = rulesThat(() => {
      throw failure(name, 400);
    });
    const rules = of();
    await expect(rules.find(RULE)).rejects.toThrow(reason);
    clock.advance(3_600_000);
    await expect(rules.find(RULE)).rejects.toThrow(reason);
    expect(calls).toHaveLength(1);
  });

  test('that can be read again later is', async () => {
    let answers = 0;
    const { of } = rulesThat(() => {
      answers += 1;
      if (answers === 1) {
        throw failure('InternalFailure', 500);
      }
      return {};
    });
    const rules = of();
    await expect(rules.find(RULE)).rejects.toThrow('could not be read');
    expect(await rules.find(RULE)).toMatchObject({ targets: [] });
  });
});
