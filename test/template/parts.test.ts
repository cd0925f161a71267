import { chosenBranches } from '../../src/template/chosen-branches';
import { describeExpression } from '../../src/template/describe-expression';
import { documentSize } from '../../src/template/document-size';
import { eventSourcesOf } from '../../src/template/event-source-in-template';
import { requireParameter } from '../../src/template/given-parameter';
import { jsonPatternOf } from '../../src/template/json-pattern';
import { References } from '../../src/template/references';
import { publishedFunction, withGeneratedNames } from '../../src/template/sam-aliases';
import { StackTemplate } from '../../src/template/stack-template';
import { isFedByOthers, subscribersOf } from '../../src/template/subscriber-in-template';
import { TemplateValues } from '../../src/template/template-values';
import { Templates } from '../../src/template/templates';
import { unreadParts } from '../../src/template/unread-parts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const EC2 = { source: ['aws.ec2'] };

describe('what is not read of a template is', () => {
  const parts = (Resources: object | undefined, more: object = {}) => unreadParts({ Resources, ...more } as any);
  const A = { Type: 'AWS::SNS::Topic', Properties: {} };

  test.each<[object | undefined, object, string[]]>([
    [undefined, {}, []], [{ A, B: null }, {}, []],
    [{ A, 'Fn::ForEach::Topics': [] }, {}, ['Fn::ForEach']], [{ A: { ...A, Properties: { 'Fn::ForEach::Tags': [] } } }, {}, ['Fn::ForEach']], [{ A: { ...A, Properties: { 'Fn::Other::x': [], 'ForEach': 1 } } }, {}, []],
    [{ A: { Type: 'AWS::Serverless::Application' } }, {}, ['AWS::Serverless::Application']],
    [{ 'Fn::Transform': { Name: 'Mine' } }, {}, ['a macro (Fn::Transform)']], [{ 'Fn::Transform': { Name: 'AWS::Include' } }, {}, ['AWS::Include']], [{ A: { ...A, 'Fn::Transform': { Name: 'Mine' } } }, {}, ['a macro (Fn::Transform)']],
    [{ A: { ...A, Properties: { 'Fn::Transform': { Name: 'AWS::Include' } } } }, {}, ['AWS::Include']], [{ A: { ...A, 'Fn::Transform': null } }, {}, ['a macro (Fn::Transform)']],
    [{ A: { 'Fn::Transform': {}, 'Type': 'AWS::Serverless::Application', 'Properties': { 'Fn::ForEach::x': 1, 'Fn::Transform': { Name: 'AWS::Include' } } } }, {}, ['Fn::ForEach', 'AWS::Include', 'AWS::Serverless::Application', 'a macro (Fn::Transform)']],
    [{ A }, { Transform: 'AWS::Serverless-2016-10-31' }, []], [{ A }, { Transform: ['AWS::LanguageExtensions', 'Mine'] }, ['the macro Mine']], [{ A }, { Transform: { Name: 'AWS::Include' } }, ['AWS::Include']], [{ A }, { Transform: [7, null, {}] }, []],
    [{ A }, { 'Fn::Transform': { Name: 'Mine' }, 'Transform': 'Mine' }, ['the macro Mine']], [{ 'Fn::Transform': { Name: 'AWS::Include' } }, { Transform: 'AWS::Include' }, ['AWS::Include']],
  ])('of %j with %j: %j', (resources, more, unread) => {
    expect(parts(resources, more)).toEqual(unread);
  });
});

describe('a stack of templates', () => {
  test.each<[any, string]>([[null, 'A template is an object'], [[], 'A template is an object'], [{ Resources: [] }, 'The Resources of a template are an object'], [{ Resources: 'x' }, 'The Resources of a template are an object']])('is not made of %j', (template, words) => {
    expect(() => new StackTemplate(template)).toThrow(words);
  });

  test('has what a template has, and nothing where it has nothing', () => {
    const { outputs, parameters, conditions, mappings, resources, path, parent, bytes } = new StackTemplate({});
    expect([outputs, parameters, conditions, mappings, resources.size, path, parent, bytes]).toEqual([{}, {}, {}, {}, 0, '', undefined, 2]);
    const full = { Outputs: { a: 1 }, Parameters: { b: 2 }, Conditions: { c: 3 }, Mappings: { d: 4 } };
    expect(new StackTemplate(full as any)).toMatchObject({ outputs: { a: 1 }, parameters: { b: 2 }, conditions: { c: 3 }, mappings: { d: 4 } });
    expect([new StackTemplate({ ä: 1 }).bytes, new StackTemplate({}, { bytes: 7 }).bytes]).toEqual([8, 7]);
  });

  test('knows where its resources stand', () => {
    const resourcesOf = (origin: object, Metadata?: object) => {
      const { resources } = new StackTemplate({ Resources: { A: { Type: 7, Metadata }, B: null } }, origin);
      return [...resources.values()];
    };
    const pathsOf = (...args: Parameters<typeof resourcesOf>) => resourcesOf(...args).map(({ path, type, properties }) => [path, type, properties]);
    expect(pathsOf({})).toEqual([['A', '', {}], ['B', '', {}]]);
    expect(pathsOf({ path: 'S' }).map(([path]) => path)).toEqual(['S/A', 'S/B']);
    expect(pathsOf({ path: 'S', pathOf: (id: string) => (id === 'A' ? 'X/A' : undefined) }).map(([path]) => path)).toEqual(['X/A', 'S/B']);
    expect(pathsOf({ path: 'S', pathOf: () => 'X' }, { 'aws:cdk:path': 'Y/A' }).map(([path]) => path)).toEqual(['Y/A', 'X']);
  });
});

describe('a pattern in a text is', () => {
  const stack = new StackTemplate({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } });
  const patternOf = (value: unknown) => jsonPatternOf(value, new References([stack]), stack);

  test.each<[unknown, unknown]>([
    ['{"a":[1]}', { a: [1] }], ['[1]', undefined], ['null', undefined], ['"x"', undefined], ['7', undefined], ['{', undefined], [undefined, undefined], [{ 'Fn::ImportValue': 'x' }, undefined],
    [{ 'Fn::Sub': '{"a":["${Q}","${AWS::Region}","b"]}' }, { a: [{ Ref: 'Reference' }, { Ref: 'Reference' }, 'b'] }],
  ])('of %j: %j', (value, pattern) => {
    expect(patternOf(value)).toEqual(pattern);
  });
});

describe('the branches of', () => {
  const fnIf = (one: unknown, other: unknown) => ({ 'Fn::If': ['C', one, other] });
  const none = { Ref: 'AWS::NoValue' };

  test.each<[unknown, unknown[]]>([
    [undefined, [undefined]], [null, [null]], ['x', ['x']], [{ a: [1, null] }, [{ a: [1, null] }]],
    [{ a: fnIf(1, 2), b: 3 }, [{ a: 1, b: 3 }, { a: 2, b: 3 }]], [{ a: fnIf(fnIf(1, 2), fnIf(3, 4)) }, [{ a: 1 }, { a: 4 }]],
    [{ a: fnIf(1, none), b: null }, [{ a: 1, b: null }, { b: null }]],
    [{ a: [fnIf(1, none), 2] }, [{ a: [1, 2] }, { a: [2] }]], [{ a: [fnIf(1, none)] }, [{ a: [1] }, { a: [fnIf(1, none)] }]], [{ a: { 'Fn::If': 'x' } }, [{ a: { 'Fn::If': 'x' } }, { a: { 'Fn::If': 'x' } }]],
  ])('%j are %j', (value, branches) => {
    expect(chosenBranches(value)).toEqual(branches);
  });
});

describe('an expression is described', () => {
  test.each<[unknown, string]>([
    ['x', 'x'], [7, '7'], [null, 'null'], [{ a: 1 }, '{a:1}'], [['a', { Ref: 'B' }], 'a, B'], [{ Ref: 'A' }, 'A'], [arnOf('A'), 'A.Arn'], [{ 'Fn::GetAtt': 'A.Arn' }, 'A.Arn'],
    [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'Fn::Select(0, Fn::GetAZs())'], ['a"b\\c\nd', 'abcd'],
  ])('%j as %s', (expression, text) => {
    expect(describeExpression(expression)).toBe(text);
  });
});

describe('the size of a document', () => {
  const join = (separator: unknown, parts: unknown) => ({ 'Fn::Join': [separator, parts] });

  test.each<[unknown, number]>([
    [{ a: 'b' }, 9], [{ a: 'ä' }, 10], [{ a: { Ref: 'AWS::AccountId' } }, 8 + 12], [{ a: { Ref: 'AWS::Region' } }, 8 + 14], [{ a: { Ref: 'AWS::Partition' } }, 8 + 3], [{ a: { Ref: 'AWS::URLSuffix' } }, 8 + 13], [{ a: { Ref: 'Other' } }, 8],
    [{ a: join('-', ['x', { Ref: 'AWS::AccountId' }, 'y']) }, 8 + 'x--y'.length + 12], [{ a: join('', [join('', ['b', { Ref: 'AWS::Region' }]), 'c']) }, 8 + 2 + 14], [{ a: join(7, ['x']) }, 8], [{ a: join('', 'x') }, 8], [{ a: arnOf('B') }, 8],
    [[{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::AccountId' }], '["",""]'.length + 24],
  ])('%j is %i', (document, size) => {
    expect(documentSize(document)).toBe(size);
  });
});

describe('a parameter', () => {
  const given = (Type: string, value: unknown, AllowedValues?: unknown[]) => requireParameter('P', { Type, AllowedValues }, value);

  test.each<[string, unknown, unknown[] | undefined, unknown]>([
    ['String', 'x', undefined, 'x'], ['String', 7, undefined, '7'], ['String', true, ['true'], 'true'], ['String', 'a,b', undefined, 'a,b'], ['CommaDelimitedList', 'a, b', undefined, ['a', 'b']], ['CommaDelimitedList', ['a ', 7], undefined, ['a', '7']],
    ['List<Number>', '1,2', undefined, ['1', '2']], ['Number', '1.5', undefined, '1.5'], ['Number', 0, undefined, '0'], ['String', '2', [1, 2], '2'], ['CommaDelimitedList', 'a,b', ['a', 'b', 'c'], ['a', 'b']], ['String', '', ['', 'a'], ''],
  ])('of %s that is %j, of %j, is %j', (type, value, allowed, result) => {
    expect(given(type, value, allowed)).toEqual(result);
  });

  test.each<[string, unknown, unknown[] | undefined, string]>([
    ['String', ['x'], undefined, "Parameter 'P' is a text, and [\"x\"] is none"], ['String', {}, undefined, 'is a text'], ['CommaDelimitedList', {}, undefined, "Parameter 'P' is a list, and {} is none"],
    ['String', 'c', ['a', 'b'], "Parameter 'P' does not allow 'c'. Possible: 'a', 'b'. Nearest: '"], ['CommaDelimitedList', 'a,c,d', ['a', 'b'], "does not allow 'c'"], ['String', '', ['a'], "does not allow ''"],
    ['Number', 'x', undefined, "is of type Number, and 'x' is no number"], ['Number', ' ', undefined, 'is no number'], ['List<Number>', '1,x', undefined, "'1,x' is no number"], ['List<Number>', '1,,2', undefined, 'is no number'],
  ])('of %s is not %j, of %j', (type, value, allowed, words) => {
    expect(() => given(type, value, allowed)).toThrow(words);
  });

  test('names twenty of the values that it allows', () => {
    expect(() => given('String', 'x', Array.from({ length: 21 }, (_, at) => `v${at}`))).toThrow(/'v19'\. Nearest/);
  });
});

describe('the alias of a function of AWS SAM', () => {
  const published = new Map([['Fn', publishedFunction('Fn', 'my-live')!]]);

  test('is made of its name, where there is one', () => {
    expect([publishedFunction('Fn', undefined), publishedFunction('Fn', null)]).toEqual([undefined, undefined]);
    expect(publishedFunction('Fn', { Ref: 'P' })).toMatchObject({ alias: 'FnAlias', version: 'FnVersion' });
    expect(published.get('Fn')).toEqual({
      alias: 'FnAliasmylive',
      version: 'FnVersion',
      resources: {
        FnVersion: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
        FnAliasmylive: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Fn' }, FunctionVersion: { 'Fn::GetAtt': ['FnVersion', 'Version'] }, Name: 'my-live' } },
      },
    });
  });

  test.each<[unknown, unknown]>([
    [{ Ref: 'Fn.Alias' }, { Ref: 'FnAliasmylive' }], [{ Ref: 'Fn.Version' }, { Ref: 'FnVersion' }], [{ Ref: 'Fn' }, { Ref: 'Fn' }], [{ Ref: 'Fn.Other' }, { Ref: 'Fn.Other' }], [{ Ref: 'Other.Alias' }, { Ref: 'Other.Alias' }], [{ Ref: 7 }, { Ref: 7 }],
    [{ 'Fn::Sub': '${Fn.Alias}-${Fn.Arn}-${Fn.Version}' }, { 'Fn::Sub': '${FnAliasmylive}-${Fn.Arn}-${FnVersion}' }], [{ 'Fn::Sub': ['${Fn.Alias}', { a: { Ref: 'Fn.Alias' } }] }, { 'Fn::Sub': ['${Fn.Alias}', { a: { Ref: 'FnAliasmylive' } }] }],
    [[1, null, 'x', { a: [{ Ref: 'Fn.Alias' }] }], [1, null, 'x', { a: [{ Ref: 'FnAliasmylive' }] }]],
  ])('stands in %j as %j', (value, result) => {
    expect(withGeneratedNames(value, published)).toEqual(result);
  });
});

const appOf = (Resources: object, origin: object = { path: 'S', account: '111111111111', region: 'eu-west-1' }) => new Templates([new StackTemplate({ Resources }, origin)]);
const BUS = { Type: 'AWS::EventsV2::EventBus' };

describe('a subscriber in a template', () => {
  const subscriber = (Properties: object) => {
    const [found] = subscribersOf(appOf({ Sub: { Type: 'AWS::EventsV2::Subscriber', Properties }, Bus: BUS, Queue: { Type: 'AWS::SQS::Queue' }, Role: { Type: 'AWS::IAM::Role' } }));
    return found;
  };
  const filter = (Scope: string, Pattern: unknown) => ({ Scope, Pattern: JSON.stringify(Pattern) });

  test('has what it is given', () => {
    const found = subscriber({
      EventBusArn: arnOf('Bus'), InvokeConfiguration: { TargetArn: arnOf('Queue'), RoleArn: arnOf('Role') }, OnFailureConfiguration: { Arn: arnOf('Queue') }, RetryPolicy: { MaxRetryAttempts: 0, MaxEventAgeInSeconds: '60' }, BatchConfiguration: { MaxBatchSize: 10 }, State: 'STOPPED', Type: 'FIFO',
    });
    expect([found.bus, found.target, found.role, found.onFailureQueue].map((resource) => resource?.logicalId)).toEqual(['Bus', 'Queue', 'Role', 'Queue']);
    expect([found.retryAttempts, found.maxEventAgeSeconds, found.maxBatchSize, found.delivers, found.fifo]).toEqual([0, 60, 10, false, true]);
  });

  test('has the defaults of EventBridge, and nothing for what is known late', () => {
    const found = subscriber({});
    expect([found.retryAttempts, found.maxEventAgeSeconds, found.maxBatchSize]).toEqual([5, 300, undefined]);
    expect([found.delivers, found.fifo, found.onFailureQueue, found.filters]).toEqual([true, false, undefined, []]);
    const late = subscriber({ RetryPolicy: { MaxRetryAttempts: { 'Fn::ImportValue': 'x' }, MaxEventAgeInSeconds: 'x' }, FilterConfiguration: { Filters: 'x' } });
    expect([late.retryAttempts, late.maxEventAgeSeconds, late.filters]).toEqual([undefined, undefined, []]);
  });

  test('matches what its filters say of services, as a rule would', () => {
    const patternOf = (...Filters: object[]) => subscriber({ FilterConfiguration: { Filters } }).pattern;
    expect(patternOf(filter('SYSTEM_METADATA', { 'aws:Source': ['aws.ec2'], 'aws:DetailType': ['T'] }), filter('DATA', { detail: { a: [1] } }))).toEqual({ ...EC2, 'detail-type': ['T'], 'detail': { a: [1] } });
    expect(patternOf(filter('SYSTEM_METADATA', { 'aws:Source': ['aws.ec2'] }))).toEqual(EC2);
    expect(patternOf(filter('DATA', { ...EC2 }))).toEqual(EC2);
    expect(patternOf(filter('SYSTEM_METADATA', { 'aws:Source': ['own'] }))).toBeUndefined();
    expect(patternOf(filter('SYSTEM_METADATA', { 'aws:Source': ['aws.ec2'] }), { Scope: 'DATA', Pattern: { 'Fn::ImportValue': 'x' } })).toBeUndefined();
  });

  test('says where a field stands', () => {
    const found = subscriber({ FilterConfiguration: { Filters: [filter('DATA', {}), filter('SYSTEM_METADATA', {})] } });
    expect(['source', 'detail-type.0', 'detail.a', 'sources'].map((field) => found.placeOf(field))).toEqual([1, 1, 0, 0].map((at) => `Properties.FilterConfiguration.Filters.${at}.Pattern`));
    expect(subscriber({}).placeOf('source')).toBe('Properties.FilterConfiguration');
  });
});

describe('a bus is fed by others', () => {
  const rule = (...targets: string[]) => ({ Type: 'AWS::Events::Rule', Properties: { Targets: targets.map((Id) => ({ Id, Arn: arnOf(Id) })) } });
  const subscriber = (target: string) => ({ Type: 'AWS::EventsV2::Subscriber', Properties: { InvokeConfiguration: { TargetArn: arnOf(target) } } });

  test.each<[object, boolean]>([
    [{}, false], [{ R: rule('Other', 'Bus'), Q: rule() }, true], [{ R: rule('Other') }, false], [{ S: subscriber('Other'), T: subscriber('Bus') }, true], [{ S: subscriber('Other') }, false],
    [{ S: { Type: 'AWS::RAM::ResourceShare', Properties: { ResourceArns: [arnOf('Other'), arnOf('Bus')] } } }, true], [{ S: { Type: 'AWS::RAM::ResourceShare', Properties: { ResourceArns: [arnOf('Other')] } } }, false],
    [{ P: { Type: 'AWS::EventsV2::ResourcePolicy', Properties: { EventBusArn: arnOf('Bus') } }, S: { Type: 'AWS::RAM::ResourceShare', Properties: {} } }, true], [{ P: { Type: 'AWS::EventsV2::ResourcePolicy', Properties: { EventBusArn: arnOf('Other') } } }, false],
  ])('by %j: %p', (resources, isFed) => {
    const app = appOf({ Bus: BUS, Other: BUS, ...resources });
    expect(isFedByOthers(app.resourcesOf(BUS.Type)[0], app)).toBe(isFed);
  });
});

describe('an event source in a template', () => {
  const PLACE = 'Properties.Configuration.AwsServiceEventsConfiguration';
  const source = (config: object | undefined, more: object = {}) => eventSourcesOf(appOf({
    Source: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: { AwsServiceEventsConfiguration: config }, ...more } }, Bus: BUS, Queue: { Type: 'AWS::SQS::Queue' },
  }))[0];

  test('has what it is given', () => {
    const found = source({ AwsService: 'aws.ec2', Pattern: '{"detail":{"a":[1]}}', OnFailureConfiguration: { Arn: arnOf('Queue') } }, { EventBusArn: arnOf('Bus') });
    expect([found.pattern, found.refusedKeys, found.bus?.logicalId, found.onFailureQueue?.logicalId, found.bringsServiceEvents]).toEqual([{ ...EC2, detail: { a: [1] } }, [], 'Bus', 'Queue', true]);
    expect(['', 'source', 'source.0', 'sources', 'detail.a'].map((field) => found.placeOf(field))).toEqual([`${PLACE}.Pattern`, `${PLACE}.AwsService`, `${PLACE}.AwsService`, `${PLACE}.Pattern.sources`, `${PLACE}.Pattern.detail.a`]);
  });

  test.each<[object | undefined, unknown, string[], boolean]>([
    [{ AwsService: 'aws.ec2' }, EC2, [], true], [{ AwsService: 'aws.ec2', Pattern: '{"source":["x"],"region":["y"]}' }, { ...EC2, region: ['y'] }, ['source', 'region'], true], [{ AwsService: 'aws.ec2', Pattern: '[' }, undefined, [], true],
    [{ AwsService: { 'Fn::ImportValue': 'x' } }, undefined, [], true], [{ AwsService: { 'Fn::Sub': '${AWS::StackName}' } }, undefined, [], true], [{}, undefined, [], true], [undefined, undefined, [], false],
  ])('that is %j matches %j', (config, pattern, refused, brings) => {
    const found = source(config);
    expect([found.pattern, found.refusedKeys, found.bringsServiceEvents, found.onFailureQueue]).toEqual([pattern, refused, brings, undefined]);
  });
});

test('a condition that depends on itself is told with those that it goes by alone', () => {
  const Conditions = { A: { 'Fn::And': [{ Condition: 'X' }, { Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] }, X: { 'Fn::Equals': ['a', 'a'] } };
  expect(() => new TemplateValues(new StackTemplate({ Conditions }), {}).condition('A')).toThrow("Condition 'A' depends on itself: A -> B -> A.");
});

test('the ARN of a resource of a type that nothing is known of is made of its service', () => {
  const arn = (Type: string) => new TemplateValues(new StackTemplate({ Resources: { It: { Type } } }), {}).resolve({ 'Fn::GetAtt': ['It', 'ThingArn'] });
  expect(arn('AWS::Unheard::Thing')).toBe('arn:aws:unheard:us-east-1:123456789012:It');
});

describe('what a name stands for in a template', () => {
  const values = (given: object) => new TemplateValues(new StackTemplate({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }), given as Record<string, any>);

  test('is what is given, else a stand-in that is told', () => {
    const [known, unknown] = [values({ Other: 'given' }), values({})];
    expect([known.ref('Other'), known.standIns]).toEqual(['given', {}]);
    expect([unknown.ref('Other'), unknown.standIns]).toEqual(['Other', { Other: 'Other' }]);
  });

  test('may be given as an ARN or a URL, with all that follows from it', () => {
    const arn = 'arn:aws:sqs:eu-west-1:111111111111:own';
    expect(['Arn', 'QueueName'].map((name) => values({ Queue: arn }).attribute('Queue', name))).toEqual([arn, 'own']);
    const url = 'https://sqs.eu-west-1.amazonaws.com/111111111111/own';
    expect([values({ Queue: url }).ref('Queue'), values({ Queue: url }).attribute('Queue', 'QueueName')]).toEqual([url, 'own']);
  });

  test('is told where it is made up of a logical id, and not where it is given', () => {
    const [known, unknown] = [values({ Queue: 'named' }), values({})];
    expect([known.ref('Queue'), known.standIns]).toEqual(['https://sqs.us-east-1.amazonaws.com/123456789012/named', {}]);
    expect(unknown.standIns).toEqual({});
    expect(unknown.ref('Queue')).toBe(unknown.standIns.Queue);
    unknown.attribute('Queue', 'Arn');
    expect(unknown.standIns['Queue.Arn']).toBe('arn:aws:sqs:us-east-1:123456789012:Queue');
  });
});

test('a name that is given is that of the resource, and of nothing else in its ARN', () => {
  const template = new StackTemplate({ Resources: { It: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: 'worker', Name: 'live' } } } });
  expect(new TemplateValues(template, { It: 'other' }).ref('It')).toBe('arn:aws:lambda:us-east-1:123456789012:function:worker:other');
});

test('the id of a resource is what refers to it', () => {
  const values = new TemplateValues(new StackTemplate({ Resources: { It: { Type: 'AWS::KMS::Key' } } }), { It: 'given' });
  expect([values.attribute('It', 'KeyId'), values.ref('It')]).toEqual(['given', 'given']);
});
