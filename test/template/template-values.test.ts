import { StackTemplate } from '../../src/template/stack-template';
import { TemplateValues } from '../../src/template/template-values';

/** A template with one resource of each type that is named `One`, `Two`, and so on. */
function valuesOf(template: Record<string, any> = {}, given: Record<string, any> = {}): TemplateValues {
  return new TemplateValues(new StackTemplate({ Resources: {}, ...template }), given);
}

function resource(Type: string, Properties: Record<string, any> = {}): Record<string, any> {
  return { Resources: { It: { Type, Properties } } };
}

const REF = { Ref: 'It' };
const att = (name: string) => ({ 'Fn::GetAtt': ['It', name] });
const HERE = 'us-east-1:123456789012';

describe('a resource whose name stands in the template', () => {
  test.each<[string, Record<string, any>, any, string]>([
    ['AWS::S3::Bucket', { BucketName: 'photos' }, REF, 'photos'],
    ['AWS::S3::Bucket', { BucketName: 'photos' }, att('Arn'), 'arn:aws:s3:::photos'],
    ['AWS::SQS::Queue', { QueueName: 'work' }, REF, 'https://sqs.us-east-1.amazonaws.com/123456789012/work'],
    ['AWS::SQS::Queue', { QueueName: 'work' }, att('Arn'), `arn:aws:sqs:${HERE}:work`],
    ['AWS::SQS::Queue', { QueueName: 'work' }, att('QueueName'), 'work'],
    ['AWS::SNS::Topic', { TopicName: 'news' }, REF, `arn:aws:sns:${HERE}:news`],
    ['AWS::SNS::Topic', { TopicName: 'news' }, att('TopicArn'), `arn:aws:sns:${HERE}:news`],
    ['AWS::SNS::Topic', { TopicName: 'news' }, att('TopicName'), 'news'],
    ['AWS::Lambda::Function', { FunctionName: 'worker' }, REF, 'worker'],
    ['AWS::Lambda::Function', { FunctionName: 'worker' }, att('Arn'), `arn:aws:lambda:${HERE}:function:worker`],
    ['AWS::Lambda::Alias', { FunctionName: `arn:aws:lambda:${HERE}:function:worker`, Name: 'live' }, REF, `arn:aws:lambda:${HERE}:function:worker:live`],
    ['AWS::Events::EventBus', { Name: 'central' }, REF, 'central'],
    ['AWS::Events::EventBus', { Name: 'central' }, att('Arn'), `arn:aws:events:${HERE}:event-bus/central`],
    ['AWS::Events::Rule', { Name: 'my' }, REF, 'my'],
    ['AWS::Events::Rule', { Name: 'my' }, att('Arn'), `arn:aws:events:${HERE}:rule/my`],
    ['AWS::Events::Rule', { Name: 'my', EventBusName: 'central' }, att('Arn'), `arn:aws:events:${HERE}:rule/central/my`],
    ['AWS::Events::Rule', { Name: 'my', EventBusName: `arn:aws:events:${HERE}:event-bus/central` }, att('Arn'), `arn:aws:events:${HERE}:rule/central/my`],
    ['AWS::DynamoDB::Table', { TableName: 'orders' }, att('Arn'), `arn:aws:dynamodb:${HERE}:table/orders`],
    ['AWS::StepFunctions::StateMachine', { StateMachineName: 'flow' }, REF, `arn:aws:states:${HERE}:stateMachine:flow`],
    ['AWS::StepFunctions::StateMachine', { StateMachineName: 'flow' }, att('Name'), 'flow'],
    ['AWS::IAM::Role', { RoleName: 'admin' }, att('Arn'), 'arn:aws:iam::123456789012:role/admin'],
    ['AWS::IAM::Role', { RoleName: 'admin', Path: '/team/' }, att('Arn'), 'arn:aws:iam::123456789012:role/team/admin'],
    ['AWS::IAM::Role', { RoleName: 'admin' }, REF, 'admin'],
    ['AWS::SSM::Parameter', { Name: '/app/key' }, REF, '/app/key'],
    ['AWS::Logs::LogGroup', { LogGroupName: '/aws/x' }, att('Arn'), `arn:aws:logs:${HERE}:log-group:/aws/x:*`],
    ['AWS::RDS::DBInstance', { DBInstanceIdentifier: 'Main' }, att('DBInstanceArn'), `arn:aws:rds:${HERE}:db:main`],
    ['AWS::CodeBuild::Project', { Name: 'build' }, REF, 'build'],
    ['AWS::CodePipeline::Pipeline', { Name: 'ship' }, REF, 'ship'],
    ['AWS::ECR::Repository', { RepositoryName: 'images' }, att('Arn'), `arn:aws:ecr:${HERE}:repository/images`],
    ['AWS::KMS::Alias', { AliasName: 'alias/mine' }, REF, 'alias/mine'],
    ['AWS::Batch::JobQueue', { JobQueueName: 'jobs' }, REF, `arn:aws:batch:${HERE}:job-queue/jobs`],
    ['AWS::ECS::Cluster', { ClusterName: 'main' }, att('Arn'), `arn:aws:ecs:${HERE}:cluster/main`],
  ])('%s %j: %j is %s', (type, properties, expression, value) => {
    expect(valuesOf(resource(type, properties)).resolve(expression)).toBe(value);
  });

  test('has the same name when a parameter, a condition or a function makes it', () => {
    const template = {
      ...resource('AWS::S3::Bucket', { BucketName: { 'Fn::If': ['Prod', { 'Fn::Sub': '${Prefix}-prod' }, 'dev'] } }),
      Parameters: { Prefix: { Type: 'String', Default: 'photos' } },
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
    };
    expect(valuesOf(template).resolve(att('Arn'))).toBe('arn:aws:s3:::photos-prod');
    expect(valuesOf(template, { 'AWS::Region': 'eu-west-1' }).resolve(att('Arn'))).toBe('arn:aws:s3:::dev');
  });

  test('has it from the given values before the template', () => {
    expect(valuesOf(resource('AWS::S3::Bucket'), { It: 'photos' }).resolve(att('Arn'))).toBe('arn:aws:s3:::photos');
    expect(valuesOf(resource('AWS::SNS::Topic'), { It: 'news' }).resolve(REF)).toBe(`arn:aws:sns:${HERE}:news`);
    expect(valuesOf(resource('AWS::SNS::Topic'), { It: 'arn:aws:sns:eu-west-1:111111111111:news' }).resolve(att('TopicName'))).toBe('news');
    expect(valuesOf(resource('AWS::KMS::Key'), { It: '1234' }).resolve(att('Arn'))).toBe(`arn:aws:kms:${HERE}:key/1234`);
  });

  test('without a name has stand-ins that belong together, and says so', () => {
    const values = valuesOf(resource('AWS::RDS::DBInstance'));
    expect(values.resolve(REF)).toBe('it');
    expect(values.resolve(att('DBInstanceArn'))).toBe(`arn:aws:rds:${HERE}:db:it`);
    const bucket = valuesOf(resource('AWS::S3::Bucket'));
    expect(bucket.resolve([REF, att('Arn')])).toEqual(['It', 'arn:aws:s3:::It']);
    expect(bucket.standIns).toEqual({ 'It': 'It', 'It.Arn': 'arn:aws:s3:::It' });
  });

  test('has no attribute that its type lacks', () => {
    expect(() => valuesOf(resource('AWS::SQS::Queue')).resolve(att('ARN'))).toThrow("Fn::GetAtt of 'It': AWS::SQS::Queue has no attribute 'ARN'. Nearest: 'Arn'");
    expect(valuesOf(resource('Custom::Mine')).resolve(att('anything'))).toBe('It.anything');
  });
});

test.each([
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'], ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'], ['eu-west-1', 'aws', 'amazonaws.com'],
])('partition and URL suffix follow the Region %s', (region, partition, suffix) => {
  const values = valuesOf(resource('AWS::SQS::Queue', { QueueName: 'q' }), { 'AWS::Region': region });
  expect(values.resolve([{ Ref: 'AWS::Partition' }, { Ref: 'AWS::URLSuffix' }])).toEqual([partition, suffix]);
  expect(values.resolve(att('Arn'))).toBe(`arn:${partition}:sqs:${region}:123456789012:q`);
  expect(values.resolve({ Ref: 'AWS::StackId' })).toContain(`arn:${partition}:cloudformation:${region}:`);
});

describe('a parameter', () => {
  const parameters = (Type: string, more: Record<string, any> = {}) => ({ Parameters: { P: { Type, ...more } } });
  const P = { Ref: 'P' };

  test.each<[string, Record<string, any>, any, any]>([
    ['a number is a text', parameters('Number', { Default: 5 }), undefined, '5'],
    ['a number that is given is a text', parameters('Number'), 7, '7'],
    ['a list has no space around its entries', parameters('CommaDelimitedList', { Default: 'q, s' }), undefined, ['q', 's']],
    ['a list is given as one text', parameters('CommaDelimitedList'), 'a ,b', ['a', 'b']],
    ['a list is given as a list', parameters('List<Number>'), [1, 2], ['1', '2']],
    ['what is read from the Systems Manager is not its default', parameters('AWS::SSM::Parameter::Value<String>', { Default: '/app/key' }), undefined, 'P'],
  ])('%s', (_what, template, given, value) => {
    expect(valuesOf(template, given === undefined ? {} : { P: given }).resolve(P)).toEqual(value);
  });

  test.each<[string, Record<string, any>, any, string]>([
    ['outside AllowedValues', parameters('String', { AllowedValues: ['dev', 'prod'] }), 'prd', "Parameter 'P' does not allow 'prd'. Possible: 'dev', 'prod'. Nearest: 'prod'."],
    ['a list for a text', parameters('String'), ['a'], "Parameter 'P' is a text, and [\"a\"] is none"],
    ['no number', parameters('Number'), 'many', "Parameter 'P' is of type Number, and 'many' is no number."],
  ])('is refused: %s', (_what, template, given, message) => {
    expect(() => valuesOf(template, { P: given }).resolve(P)).toThrow(message);
  });

  test('is compared as a text', () => {
    expect(valuesOf({ ...parameters('Number', { Default: 1 }), Conditions: { C: { 'Fn::Equals': [P, 1] }, D: { 'Fn::Equals': [P, '1'] } } })
      .resolve([{ 'Fn::If': ['C', 'yes', 'no'] }, { 'Fn::If': ['D', 'yes', 'no'] }])).toEqual(['yes', 'yes']);
  });

  test('of AWS that does not exist is an error with the nearest', () => {
    expect(() => valuesOf().resolve({ Ref: 'AWS::Regoin' })).toThrow("There is no pseudo parameter 'AWS::Regoin'. Nearest: AWS::Region.");
  });
});

describe('a function', () => {
  const mappings = { Mappings: { M: { a: { k: 'v' } } } };

  test.each<[any, any]>([
    [{ 'Fn::Join': ['-', ['a', 1, true]] }, 'a-1-true'],
    [{ 'Fn::Join': ['', []] }, ''],
    [{ 'Fn::Sub': 'a-${!b}' }, 'a-${b}'],
    [{ 'Fn::Sub': ['${x}${x}', { x: { 'Fn::Join': ['', ['a', 'b']] } }] }, 'abab'],
    [{ 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
    [{ 'Fn::Split': ['|', 'a|b|'] }, ['a', 'b', '']],
    [{ 'Fn::FindInMap': ['M', 'a', 'k'] }, 'v'],
    [{ 'Fn::FindInMap': ['M', 'b', 'k', { DefaultValue: { 'Fn::Join': ['', ['d']] } }] }, 'd'],
    [{ 'Fn::Length': ['a', 'b'] }, 2],
    [{ 'Fn::Length': { 'Fn::Split': [',', 'a,b,c'] } }, 3],
    [{ 'Fn::ToJsonString': { a: [{ Ref: 'AWS::Region' }] } }, '{"a":["us-east-1"]}'],
    [{ 'Fn::Base64': 'AWS CloudFormation' }, 'QVdTIENsb3VkRm9ybWF0aW9u'],
    [[{ Ref: 'AWS::NoValue' }, 'a'], ['a']],
    [{ a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    [{ Condition: 'x' }, { Condition: 'x' }],
  ])('%j is %j', (expression, value) => {
    expect(valuesOf(mappings).resolve(expression)).toEqual(value);
  });

  test.each<[any]>([
    [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    [{ 'Fn::Join': ['-', { 'Fn::GetAZs': '' }] }],
    [{ 'Fn::Select': [0, { 'Fn::Split': [':', { 'Fn::ImportValue': 'other:Name' }] }] }],
    [{ 'Fn::Select': [1, { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }] }],
    [{ 'Fn::Select': [0, { 'Fn::GetAtt': ['Balancer', 'SecurityGroups'] }] }],
    [{ 'Fn::Select': [7, ['a']] }],
    [{ 'Fn::Length': { 'Fn::GetAZs': '' } }],
    [{ 'Fn::Transform': { Name: 'Mine', Parameters: { a: 'say "a"' } } }],
  ])('%j is a stand-in that a JSON text can hold', (expression) => {
    const values = valuesOf({ Resources: { Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' } } });
    const value = values.resolve(expression);
    expect(value.length).toBeGreaterThan(4);
    expect(JSON.stringify(value)).toBe(`"${value}"`);
    expect(Object.values(values.standIns)).toContain(value);
  });

  test('that makes a list which only the deployment knows makes one with a stand-in', () => {
    expect(valuesOf().resolve({ subnets: { 'Fn::GetAZs': 'eu-west-1' } })).toEqual({ subnets: ['Fn::GetAZs(eu-west-1)'] });
  });

  test('takes an ARN apart whose form is known', () => {
    const values = valuesOf(resource('AWS::SQS::Queue'));
    expect(values.resolve({ 'Fn::Select': [5, { 'Fn::Split': [':', att('Arn')] }] })).toBe('It');
  });
});

describe('a condition', () => {
  const conditions = {
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: {
      Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] },
      Both: { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'NotProd' }] },
      Either: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'NotProd' }] },
      Alias: { Condition: 'Prod' },
      Loop: { 'Fn::Not': [{ Condition: 'Back' }] },
      Back: { Condition: 'Loop' },
    },
  };

  test.each([['Prod', false], ['NotProd', true], ['Both', false], ['Either', true], ['Alias', false]])('%s is %s', (name, met) => {
    expect(valuesOf(conditions).condition(name)).toBe(met);
  });

  test('can be given', () => {
    expect(valuesOf(conditions, { Prod: true }).condition('Alias')).toBe(true);
    expect(valuesOf(conditions, { Stage: 'prod' }).condition('Prod')).toBe(true);
  });

  test('that depends on itself, or is none of the template, is an error that says so', () => {
    expect(() => valuesOf(conditions).condition('Loop')).toThrow("Condition 'Loop' depends on itself: Loop -> Back -> Loop.");
    expect(() => valuesOf(conditions).resolve({ 'Fn::If': ['Prodd', 1, 2] })).toThrow("The template has no condition 'Prodd'. Nearest: Prod");
  });

  test('keeps a resource from being deployed', () => {
    const stack = new StackTemplate({ ...conditions, Resources: { A: { Type: 'T', Condition: 'Prod' }, B: { Type: 'T', Condition: 'NotProd' }, C: { Type: 'T' } } });
    const values = new TemplateValues(stack, {});
    expect([...stack.resources.values()].map((one) => values.whyNotDeployed(one))).toEqual(['condition Prod is false', undefined, undefined]);
  });
});
