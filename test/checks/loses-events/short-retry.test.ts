import { Resources, foundBy, ruleTo } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';

describe('retries of guaranteed events', () => {
  const to = (...policies: object[]): Resources => ({
    Rule: ruleTo(QUEUE, { Targets: policies.map((RetryPolicy, n) => ({ Id: `T${n}`, Arn: QUEUE, RetryPolicy })) }),
  });
  const found = (resources: Resources) => foundBy('short-retry', [resources]).map(({ value, location, others }) => [value, location, others]);

  test.each<[object, unknown[]]>([
    [{}, []], [{ MaximumRetryAttempts: 1 }, []], [{ MaximumEventAgeInSeconds: 600 }, []],
    [{ MaximumRetryAttempts: 0 }, [['0', 'Properties.Targets.0.RetryPolicy', []]]],
    [{ MaximumEventAgeInSeconds: 599 }, [['599', 'Properties.Targets.0.RetryPolicy', []]]],
    [{ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }, [['0', 'Properties.Targets.0.RetryPolicy', []]]],
  ])('by %j: %j', (policy, expected) => {
    expect(found(to(policy))).toEqual(expected);
  });

  test('of several targets are one finding, of those alone that are short', () => {
    expect(found(to({ MaximumRetryAttempts: 0 }, {}, { MaximumEventAgeInSeconds: 60 }))).toEqual([
      ['0, 60', 'Properties.Targets.0.RetryPolicy', ['Properties.Targets.2.RetryPolicy']],
    ]);
  });

  test('of best-effort events are the user\'s own affair', () => {
    expect(found({ Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.ec2'] } }, { RetryPolicy: { MaximumRetryAttempts: 0 } }) })).toEqual([]);
  });

  test.each<[object | undefined, unknown]>([
    [{ MaxRetryAttempts: 185, MaxEventAgeInSeconds: 600 }, undefined], [{ MaxRetryAttempts: 185, MaxEventAgeInSeconds: 599 }, 599],
    [{ MaxRetryAttempts: 0, MaxEventAgeInSeconds: 86_400 }, 0], [undefined, 300],
  ])('of a subscriber by %j: %s', (RetryPolicy, value) => {
    const Filters = [{ Scope: 'SYSTEM_METADATA', Pattern: JSON.stringify({ 'aws:EventSource': ['aws.batch'] }) }, { Scope: 'DATA', Pattern: JSON.stringify({ 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }) }];
    const Subscriber = { Type: 'AWS::EventsV2::Subscriber', Properties: { FilterConfiguration: { Filters }, State: 'RUNNING', ...RetryPolicy && { RetryPolicy } } };
    expect(foundBy('subscriber-short-retry', [{ Subscriber }]).map((finding) => finding.value)).toEqual(value === undefined ? [] : [value]);
  });
});
