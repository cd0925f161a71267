import { withSamEvents } from '../../src/template/sam-events';

const FUNCTION = 'AWS::Serverless::Function';
const MACHINE = 'AWS::Serverless::StateMachine';
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const made = (Type: string, Properties: object, globals = {}, more = {}) => withSamEvents({ It: { Type, Properties, ...more } }, globals);
const eventOf = (Properties: object, Type = 'EventBridgeRule', of = FUNCTION) => made(of, { Events: { On: { Type, Properties } } });

describe('a template', () => {
  test('without what AWS SAM makes stays as it is', () => {
    const resources = { Queue: { Type: 'AWS::SQS::Queue' }, Odd: null };
    expect(withSamEvents(resources)).toBe(resources);
  });

  test('keeps its other resources beside', () => {
    expect(withSamEvents({ Queue: { Type: 'AWS::SQS::Queue' }, It: { Type: FUNCTION } })).toStrictEqual({
      Queue: { Type: 'AWS::SQS::Queue' }, It: { Type: 'AWS::Lambda::Function', Properties: {} },
    });
  });
});

describe('a function of AWS SAM becomes', () => {
  test('one, with what is said of all functions', () => {
    expect(made(FUNCTION, { Handler: 'own', DeadLetterQueue: { Type: 'SQS', TargetArn: 'arn' }, Events: {} }, { Function: { Handler: 'all', Timeout: 3 }, StateMachine: { Name: 'x' } }, { Condition: 'C' })).toStrictEqual({
      It: { Type: 'AWS::Lambda::Function', Condition: 'C', Properties: { Handler: 'own', Timeout: 3, DeadLetterConfig: { TargetArn: 'arn' } } },
    });
  });

  test('one with a configuration of how it is invoked', () => {
    expect(made(FUNCTION, { EventInvokeConfig: { MaximumRetryAttempts: 0 } }, {}, { Condition: 'C' }).ItEventInvokeConfig).toStrictEqual({
      Type: 'AWS::Lambda::EventInvokeConfig', Condition: 'C', Properties: { FunctionName: { Ref: 'It' }, MaximumRetryAttempts: 0 },
    });
    expect(Object.keys(made(MACHINE, { EventInvokeConfig: {} }))).toEqual(['It']);
  });

  test('one with an alias, to which its events go', () => {
    const { It, ItOn, ItOnPermission, ...others } = made(FUNCTION, { AutoPublishAlias: 'live', Events: { On: { Type: 'EventBridgeRule', Properties: {} } } });
    expect(It.Type).toBe('AWS::Lambda::Function');
    expect(ItOn.Properties.Targets[0].Arn).toEqual({ Ref: 'ItAliaslive' });
    expect(ItOnPermission.Properties.FunctionName).toEqual({ Ref: 'ItAliaslive' });
    expect(Object.keys(others)).toContain('ItAliaslive');
    expect(Object.keys(made(FUNCTION, {}, { Function: { AutoPublishAlias: 'live' } }))).toContain('ItAliaslive');
  });
});

test('a state machine of AWS SAM becomes one, with its properties as AWS CloudFormation calls them', () => {
  expect(made(MACHINE, { Name: 'n', Type: 'EXPRESS', Definition: {}, Events: {} }, { StateMachine: { Tracing: 1 }, Function: { Timeout: 3 } })).toStrictEqual({
    It: { Type: 'AWS::StepFunctions::StateMachine', Properties: { Tracing: 1, Definition: {}, StateMachineName: 'n', StateMachineType: 'EXPRESS' } },
  });
  expect(made(MACHINE, {}).It.Properties).toStrictEqual({});
});

describe('an event of AWS SAM becomes', () => {
  const PERMISSION = { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'It' }, Principal: 'events.amazonaws.com', SourceArn: arnOf('ItOn') } };

  test.each(['EventBridgeRule', 'CloudWatchEvent'])('a rule with all that it is given, and a permission, where it is of %s', (type) => {
    const given = { Pattern: { source: ['aws.s3'] }, EventBusName: 'b', RuleName: 'r', Name: 'no', Description: 'd', State: 'ENABLED', Enabled: false, Target: { Id: 'T' }, Input: '{}', InputPath: '$', InputTransformer: { a: 1 }, RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: 'arn:q' } };
    expect(eventOf(given, type)).toStrictEqual({
      It: { Type: 'AWS::Lambda::Function', Properties: {} },
      ItOn: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: 'r',
          Description: 'd',
          EventBusName: 'b',
          EventPattern: { source: ['aws.s3'] },
          State: 'ENABLED',
          Targets: [{ Id: 'T', Arn: arnOf('It'), Input: '{}', InputPath: '$', InputTransformer: { a: 1 }, RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: 'arn:q' } }],
        },
      },
      ItOnPermission: PERMISSION,
    });
  });

  test.each<[unknown, string | undefined]>([[undefined, undefined], [true, 'ENABLED'], ['true', 'ENABLED'], [false, 'DISABLED'], ['false', 'DISABLED']])('a schedule that is as enabled as %p says: %p', (Enabled, state) => {
    const { ItOn } = eventOf({ Schedule: 'rate(1 day)', Name: 'n', RuleName: 'no', Enabled }, 'Schedule');
    expect(ItOn.Properties).toStrictEqual({ Name: 'n', ScheduleExpression: 'rate(1 day)', ...state && { State: state }, Targets: [{ Id: 'ItOnLambdaTarget', Arn: arnOf('It') }] });
  });

  test('one that is there on the condition of its function alone', () => {
    const all = made(FUNCTION, { Events: { On: { Type: 'Schedule', Properties: {} } } }, {}, { Condition: 'C' });
    expect(Object.values<any>(all).map(({ Condition }) => Condition)).toEqual(['C', 'C', 'C']);
    expect(Object.values<any>(eventOf({})).map((resource) => 'Condition' in resource)).toEqual([false, false, false]);
  });

  test.each<[string, unknown]>([['Api', {}], ['EventBridgeRule', undefined], ['EventBridgeRule', 'x']])('nothing, where it is of %s with %j', (type, properties) => {
    expect(Object.keys(eventOf(properties as any, type))).toEqual(['It']);
  });

  test.each([undefined, null, 'x', ['y']])('nothing, where Events is %j', (Events) => {
    expect(Object.keys(made(FUNCTION, { Events }))).toEqual(['It']);
    expect(Object.keys(made(FUNCTION, { Events: { On: null } }))).toEqual(['It']);
  });

  test('a rule with a role, where it starts a state machine', () => {
    const { ItOn, ItOnRole, ...others } = eventOf({}, 'EventBridgeRule', MACHINE);
    expect(Object.keys(others)).toEqual(['It']);
    expect(ItOn.Properties.Targets).toStrictEqual([{ Id: 'ItOnStepFunctionsTarget', Arn: { Ref: 'It' }, RoleArn: arnOf('ItOnRole') }]);
    expect(ItOnRole).toStrictEqual({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: ['events.amazonaws.com'] }, Action: ['sts:AssumeRole'] }] },
        Policies: [{ PolicyName: 'ItOnRoleStartExecutionPolicy', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'It' } }] } }],
      },
    });
  });

  test.each(['Role', 'RoleArn'])('a rule with the role that %s names, where it starts a state machine', (name) => {
    const all = eventOf({ [name]: 'arn:role' }, 'Schedule', MACHINE);
    expect(Object.keys(all)).toEqual(['It', 'ItOn']);
    expect(all.ItOn.Properties.Targets[0].RoleArn).toBe('arn:role');
  });

  test.each<[object, string]>([[{ Type: 'SQS' }, 'ItOnQueue'], [{ QueueLogicalId: 'Own' }, 'Own'], [{ QueueLogicalId: 7 }, 'ItOnQueue']])('one with a queue that may be written to, where %j asks for one', (DeadLetterConfig, queue) => {
    const all = eventOf({ DeadLetterConfig });
    expect(all.ItOn.Properties.Targets[0].DeadLetterConfig).toEqual({ Arn: arnOf(queue) });
    expect(all[queue]).toStrictEqual({ Type: 'AWS::SQS::Queue', Properties: {} });
    expect(all[`${queue}Policy`]).toStrictEqual({
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: queue }],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arnOf(queue), Condition: { ArnEquals: { 'aws:SourceArn': arnOf('ItOn') } } }] },
      },
    });
  });
});
