import { resourcesOf } from '../../../src/command/input/terraform-resources';

const QUEUE = { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue' };

/** The value of an argument that refers to these, as the first of the resources has it. */
function valueOf(references: unknown, resources: object[] = [QUEUE], first = { address: 'aws_lambda_function.f', type: 'aws_lambda_function' }): unknown {
  const [resource] = resourcesOf({ resources: [first, ...resources] as any }, { resources: [{ address: 'aws_lambda_function.f', expressions: { to: { references } } }] });
  return resource.value('to');
}

const UNKNOWN = { 'Fn::ImportValue': 'aws_lambda_function.f.to' };
const ARN = { 'Fn::GetAtt': ['awssqsqueueq1', 'Arn'] };
const REF = { Ref: 'awssqsqueueq1' };

describe('an argument that refers to a resource is', () => {
  test.each<[unknown, unknown]>([
    [['aws_sqs_queue.q.arn', 'aws_sqs_queue.q'], ARN],
    [['aws_sqs_queue.q.name'], REF],
    [['aws_sqs_queue.q.id'], REF],
    [['aws_sqs_queue.q.url'], REF],
    [['aws_sqs_queue.q[0].arn'], ARN],
    [['aws_sqs_queue.q'], UNKNOWN],
    [['var.queue', 'aws_sqs_queue.q.arn'], ARN],
    [['var.queue.arn'], UNKNOWN],
    [['local.aws_sqs_queue'], UNKNOWN],
    [['data.aws_sqs_queue.q.arn'], UNKNOWN],
    [['random_pet.q.id', 'aws_sqs_queue.q.arn'], ARN],
    [['aws_sqs_queue.missing.arn'], UNKNOWN],
    [[7, null, 'aws_sqs_queue.q.arn'], ARN],
    ['aws_sqs_queue.q.arn', ARN],
    [undefined, undefined],
    [[], UNKNOWN],
  ])('%j as %j', (references, value) => {
    expect(valueOf(references)).toEqual(value);
  });

  test.each(['aws_sns_topic', 'aws_sfn_state_machine'])('a reference to it as a whole, where the ARN of %s is what that gives', (type) => {
    expect(valueOf([`${type}.q.arn`], [{ address: `${type}.q`, type }])).toEqual({ Ref: expect.stringMatching(/q1$/) });
  });

  test('one to the first instance of several, or to the one that is named', () => {
    const instances = ['a', 'b'].map((key) => ({ ...QUEUE, address: `aws_sqs_queue.q["${key}"]` }));
    expect(valueOf(['aws_sqs_queue.q.arn'], instances)).toEqual({ 'Fn::GetAtt': ['awssqsqueueqa1', 'Arn'] });
  });

  test('its value, where that is known, and it may be false or nothing', () => {
    const known = (to: unknown) => valueOf(['aws_sqs_queue.q.arn'], [QUEUE], { address: 'aws_lambda_function.f', type: 'aws_lambda_function', values: { to } } as any);
    expect([known('x'), known(false), known(''), known(null), known(undefined)]).toEqual(['x', false, '', ARN, ARN]);
  });
});

describe('the resources of a plan', () => {
  const inModule = (module: string, resources: object[], child_modules: object[] = []) => ({ address: module, resources, child_modules });

  test('are those of all modules, without what is only read', () => {
    const found = resourcesOf({
      resources: [QUEUE, { address: 'data.aws_sqs_queue.r', type: 'aws_sqs_queue', mode: 'data' }, { address: 'aws_sqs_queue.m', type: 'aws_sqs_queue', mode: 'managed' }],
      child_modules: [inModule('module.a', [{ address: 'module.a.aws_sqs_queue.q', type: 'aws_sqs_queue' }], [inModule('module.a.module.b', [{ address: 'module.a.module.b.aws_sqs_queue.q', type: 'aws_sqs_queue' }])]) as any],
    }, {});
    expect(found.map(({ address, logicalId, values }) => [address, logicalId, values])).toEqual([
      ['aws_sqs_queue.q', 'awssqsqueueq0', {}], ['aws_sqs_queue.m', 'awssqsqueuem1', {}],
      ['module.a.aws_sqs_queue.q', 'moduleaawssqsqueueq2', {}], ['module.a.module.b.aws_sqs_queue.q', 'moduleamodulebawssqsqueueq3', {}],
    ]);
  });

  test('are none where a module has none', () => {
    expect(resourcesOf({}, undefined)).toEqual([]);
    expect(resourcesOf({ child_modules: [{} as any] }, { module_calls: {} })).toEqual([]);
  });

  test('are looked for in their own module, by the configuration of its call', () => {
    const config = { resources: [{ address: 'aws_sqs_queue.q', expressions: {} }, { address: 'aws_lambda_function.f', expressions: { to: { references: ['aws_sqs_queue.q.arn', 'module.c.aws_sqs_queue.q.arn'] } } }] };
    const resources = (module: string) => [{ address: `${module}aws_lambda_function.f`, type: 'aws_lambda_function' }, { address: `${module}aws_sqs_queue.q`, type: 'aws_sqs_queue' }];
    const found = resourcesOf(
      { resources: resources('') as any, child_modules: [inModule('module.a["x"]', resources('module.a["x"].')) as any, inModule('module.b', resources('module.b.')) as any] },
      { ...config, module_calls: { a: { module: config }, b: { module: { resources: [] } } } },
    );
    expect(found.filter(({ type }) => type === 'aws_lambda_function').map((resource) => [resource.reference('to')?.address, resource.value('to')])).toEqual([
      ['aws_sqs_queue.q', { 'Fn::GetAtt': ['awssqsqueueq1', 'Arn'] }],
      ['module.a["x"].aws_sqs_queue.q', { 'Fn::GetAtt': ['moduleaxawssqsqueueq3', 'Arn'] }],
      [undefined, undefined],
    ]);
  });

  test('have the expressions of the first declaration that is called so, as a whole or after the name of its module', () => {
    const found = (address: string, declared: string[]) => resourcesOf({ resources: [{ address, type: 'aws_sqs_queue' }] }, {
      resources: declared.map((name, at) => ({ address: name, expressions: { to: { references: [`aws_sqs_queue.n${at}.arn`] } } })),
    })[0].reference('to')?.address;
    expect(found('aws_sqs_queue.q', ['aws_sqs_queue.a', 'aws_sqs_queue.q', 'aws_sqs_queue.q'])).toBe('aws_sqs_queue.n1');
    expect(found('aws_sqs_queue.q["k"]', ['aws_sqs_queue.q'])).toBe('aws_sqs_queue.n0');
    expect(found('aws_sqs_queue.q', ['aws_sqs_queue'])).toBeUndefined();
    expect(found('module.m.aws_sqs_queue.q', ['aws_sqs_queue.q'])).toBe('module.m.aws_sqs_queue.n0');
    expect(found('module.m.aws_sqs_queue.q', ['module.m'])).toBeUndefined();
  });
});
