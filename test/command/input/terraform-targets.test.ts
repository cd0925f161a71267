import { isTerraformPlan, terraformTemplate } from '../../../src/command/input/terraform-plan';

const refersTo = (...references: string[]) => ({ references });

const ONE_RULE = { address: 'aws_cloudwatch_event_rule.r', values: { name: 'r' } };

/** The targets that one of a plan becomes, at a rule called `r`. */
function targetsOf(values: object, expressions: object = {}, rules = [ONE_RULE], address = 'aws_cloudwatch_event_target.t'): unknown[] {
  const type = 'aws_cloudwatch_event_rule';
  const planned = [{ address: 'aws_sns_topic.n', type: 'aws_sns_topic', values: { name: 'c' } }, { address: 'aws_other.o', type: 'aws_other', values: { rule: 'r' } }, ...rules.map((rule) => ({ type, ...rule })), { address, type: 'aws_cloudwatch_event_target', values }, { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue' }];
  const { template } = terraformTemplate({
    format_version: '1.2',
    planned_values: { root_module: { resources: planned } },
    configuration: { root_module: { resources: [{ address: address.replace(/\[.*/, ''), expressions }] } },
  }, 'plan.json', {});
  return [...template.resources.values()]
    .flatMap(({ path, properties }) => (properties.Targets ?? []).map((target: object) => ({ rule: path, ...target })));
}

const UNKNOWN = { 'Fn::ImportValue': 'aws_cloudwatch_event_target.t.arn' };
const AT_R = { rule: 'aws_cloudwatch_event_rule.r' };

describe('a target of Terraform', () => {
  test('becomes one of its rule, with all that it is given', () => {
    expect(targetsOf({
      rule: 'r',
      target_id: 'T',
      arn: 'arn:q',
      role_arn: 'arn:role',
      input: '',
      input_path: '$.detail',
      input_transformer: [{ input_paths: { a: '$.b' }, input_template: '<a>' }],
      retry_policy: [{ maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 }],
      dead_letter_config: [{ arn: 'arn:d' }],
      sqs_target: [{ message_group_id: 'g' }],
    })).toStrictEqual([{
      ...AT_R,
      Id: 'T',
      Arn: 'arn:q',
      RoleArn: 'arn:role',
      InputPath: '$.detail',
      InputTransformer: { InputPathsMap: { a: '$.b' }, InputTemplate: '<a>' },
      RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: 'arn:d' },
      SqsParameters: { MessageGroupId: 'g' },
    }]);
    expect(targetsOf({ rule: 'r', target_id: 'T', arn: 'arn:q', input: '{}' })).toStrictEqual([{ ...AT_R, Id: 'T', Arn: 'arn:q', Input: '{}' }]);
  });

  test('of which little is known is one nevertheless', () => {
    expect(targetsOf({ rule: 'r', retry_policy: [{ maximum_retry_attempts: null, maximum_event_age_in_seconds: null }], input_transformer: [], sqs_target: [{ message_group_id: null }], dead_letter_config: [] }))
      .toStrictEqual([{ ...AT_R, Id: 'aws_cloudwatch_event_target.t', Arn: UNKNOWN, RetryPolicy: {} }]);
    expect(targetsOf({ rule: 'r', retry_policy: [], sqs_target: [] })).toStrictEqual([{ ...AT_R, Id: 'aws_cloudwatch_event_target.t', Arn: UNKNOWN }]);
  });

  test('refers to the queue for what is not delivered', () => {
    const [target] = targetsOf({ rule: 'r', dead_letter_config: [{}] }, { dead_letter_config: [{ arn: refersTo('aws_sqs_queue.q.arn') }], arn: refersTo('aws_sqs_queue.q.arn') });
    expect(target).toMatchObject({ Arn: { 'Fn::GetAtt': ['awssqsqueueq4', 'Arn'] }, DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['awssqsqueueq4', 'Arn'] } } });
  });

  const RULES = ['a', 'b', 'c'].map((name) => ({ address: `aws_cloudwatch_event_rule.r["${name}"]`, values: { name } }));
  const to = { rule: refersTo('aws_cloudwatch_event_rule.r.name') };
  const ruleOf = (...args: Parameters<typeof targetsOf>) => (targetsOf(...args) as { rule: string }[]).map(({ rule }) => rule);

  test('belongs to the rule that it refers to: of several the one with its key, else the first', () => {
    expect(ruleOf({}, to, RULES, 'aws_cloudwatch_event_target.t["b"]')).toEqual([RULES[1].address]);
    expect(ruleOf({}, to, RULES, 'aws_cloudwatch_event_target.t["x"]')).toEqual([RULES[0].address]);
    expect(ruleOf({}, to, RULES)).toEqual([RULES[0].address]);
    expect(ruleOf({ rule: 'c' }, to, RULES)).toEqual([RULES[0].address]);
  });

  test('belongs to the rule of its name where it refers to none that is there, and to none where neither is', () => {
    expect(ruleOf({ rule: 'c' }, {}, RULES)).toEqual([RULES[2].address]);
    expect(ruleOf({ rule: 'c' }, { rule: refersTo('aws_cloudwatch_event_rule.other.name') }, RULES)).toEqual([RULES[2].address]);
    expect(ruleOf({ rule: 'd' }, {}, RULES)).toEqual([]);
    expect(ruleOf({}, {}, [{ address: 'aws_cloudwatch_event_rule.r', values: {} as any }])).toEqual([]);
    expect(ruleOf({ rule: 'x' }, {}, [...RULES, { address: 'aws_cloudwatch_event_rule.s', values: { name: 'x' } }, { address: 'aws_cloudwatch_event_rule.u', values: { name: 'x' } }])).toEqual(['aws_cloudwatch_event_rule.s']);
  });
});

describe('a plan', () => {
  test.each<[unknown, boolean]>([
    [{ format_version: '1.2', planned_values: {} }, true],
    [{ format_version: '1.0', values: {} }, true],
    [{ format_version: '1.0' }, false],
    [{ format_version: 1, values: {} }, false],
    [{ planned_values: {}, values: {} }, false],
    [null, false],
    ['x', false],
  ])('is %j: %p', (value, is) => {
    expect(isTerraformPlan(value)).toBe(is);
  });

  test('of nothing is a template without resources, of which all stands at one place', () => {
    const { template, placeOf } = terraformTemplate({ format_version: '1.2' }, 'plan.json', { account: '111111111111', region: 'eu-west-1' });
    expect([template.resources.size, template.path, template.account, template.region]).toEqual([0, 'plan.json', '111111111111', 'eu-west-1']);
    expect(template.origin).toMatchObject({ hasNoLimits: true, templatePath: 'plan.json' });
    expect(placeOf('any')).toEqual(['planned_values']);
  });

  test('has what is planned rather than what there is', () => {
    const module = (name: string) => ({ root_module: { resources: [{ address: `aws_sqs_queue.${name}`, type: 'aws_sqs_queue' }] } });
    const { template } = terraformTemplate({ format_version: '1.2', planned_values: module('a'), values: module('b') }, 'plan.json', {});
    expect([...template.resources.values()].map(({ path }) => path)).toEqual(['aws_sqs_queue.a']);
  });

  test.each<[object | undefined, unknown, string | undefined]>([
    [{ constant_value: 'eu-west-1' }, 'us-east-1', 'eu-west-1'],
    [refersTo('var.region'), 'us-east-1', 'us-east-1'],
    [refersTo('var.region'), 7, 'given'],
    [refersTo('var.region'), undefined, 'given'],
    [refersTo('var.other'), 'us-east-1', 'given'],
    [refersTo('local.region'), 'us-east-1', 'given'],
    [refersTo('module.var.region'), 'us-east-1', 'given'],
    [refersTo('var.region.name'), 'us-east-1', 'given'],
    [{ constant_value: null }, 'us-east-1', 'given'],
    [undefined, 'us-east-1', 'given'],
  ])('with %j as its Region, and %j as the value of the variable, is one of %s', (region, value, expected) => {
    const plan = { format_version: '1.2', configuration: { provider_config: { aws: { expressions: { region } } } }, variables: { region: { value } } };
    expect(terraformTemplate(plan, 'plan.json', { region: 'given' }).template.region).toBe(expected);
  });
});
