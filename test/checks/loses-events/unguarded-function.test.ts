import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const HANDLER: Resources = { Handler: { Type: 'AWS::Lambda::Function' } };
const RULE: Resources = { Rule: ruleTo(getAtt('Handler')) };
const found = (...resources: Resources[]) => foundBy('unguarded-function', [Object.assign({}, ...resources)]).map(({ value }) => value);
const config = (Properties: object): Resources => ({ Config: { Type: 'AWS::Lambda::EventInvokeConfig', Properties } });
const alarm = (MetricName: string, FunctionName: unknown = { Ref: 'Handler' }): Resources => ({
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName, Dimensions: [{ Name: 'FunctionName', Value: FunctionName }] } },
});
const ON_FAILURE = { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111111111111:failed' } };

describe('a function that drops what it fails on is found', () => {
  test.each<[string, Resources[]]>([
    ['by itself', []],
    ['with a destination for what it has handled', [config({ FunctionName: { Ref: 'Handler' }, DestinationConfig: { OnSuccess: ON_FAILURE.OnFailure } })]],
    ['with a setting that has no destination', [config({ FunctionName: { Ref: 'Handler' }, MaximumRetryAttempts: 0 })]],
    ['beside the destination of another function', [{ Other: { Type: 'AWS::Lambda::Function' } }, config({ FunctionName: { Ref: 'Other' }, DestinationConfig: ON_FAILURE })]],
    ['with an alarm on something else', [alarm('Duration')]],
    ['beside an alarm on another function', [{ Other: { Type: 'AWS::Lambda::Function' } }, alarm('Errors', { Ref: 'Other' })]],
    ['once for two rules', [{ Second: ruleTo(getAtt('Handler')) }]],
  ])('%s', (_what, more) => {
    expect(found(HANDLER, RULE, ...more)).toEqual(['Here/Handler']);
  });

  test.each<[string, string]>([['AWS::Lambda::Alias', 'alias'], ['AWS::Lambda::Version', 'version']])('behind its %s', (Type) => {
    expect(found(HANDLER, { Front: { Type, Properties: { FunctionName: { Ref: 'Handler' } } }, Rule: ruleTo({ Ref: 'Front' }) })).toEqual(['Here/Handler']);
  });

  test('for each of several functions', () => {
    const Targets = [{ Id: 'A', Arn: getAtt('Handler') }, { Id: 'B', Arn: 'arn:aws:sqs:eu-west-1:111111111111:q' }, { Id: 'C', Arn: getAtt('Other') }];
    expect(found(HANDLER, { Other: { Type: 'AWS::Lambda::Function' }, Rule: ruleTo(undefined, { Targets }) })).toEqual(['Here/Handler', 'Here/Other']);
  });
});

describe('a function is let alone', () => {
  test.each<[string, Resources[]]>([
    ['with a destination for failures', [RULE, config({ FunctionName: { Ref: 'Handler' }, DestinationConfig: ON_FAILURE })]],
    ['with one that an alias has', [RULE, { Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Handler' } } } }, config({ FunctionName: { Ref: 'Alias' }, DestinationConfig: ON_FAILURE })]],
    ['with a dead-letter queue of its own', [RULE, { Handler: { Type: 'AWS::Lambda::Function', Properties: { DeadLetterConfig: { TargetArn: 'arn' } } } }]],
    ['with an alarm on its errors', [RULE, alarm('Errors')]],
    ['with an alarm on what its destination does not take', [RULE, alarm('DestinationDeliveryFailures')]],
    ['that no rule calls', []],
    ['of a rule that is off', [{ Rule: ruleTo(getAtt('Handler'), { State: 'DISABLED' }) }]],
    ['of a rule on events of an app', [{ Rule: ruleTo(getAtt('Handler'), { EventPattern: { source: ['my.app'] } }) }]],
    ['that is made elsewhere', [{ Rule: ruleTo('arn:aws:lambda:eu-west-1:111111111111:function:f') }]],
  ])('%s', (_what, resources) => {
    expect(found(HANDLER, ...resources)).toEqual([]);
  });
});
