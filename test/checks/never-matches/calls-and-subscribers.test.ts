import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const CALL = 'AWS API Call via CloudTrail';
const found = (check: string, ...resources: Resources[]) => foundBy(check, [Object.assign({}, ...resources)]);
const valuesOf = (check: string, ...resources: Resources[]) => found(check, ...resources).map(({ value }) => value);
const ruleOn = (EventPattern: object, more: object = {}): Resources => ({ Rule: ruleTo(QUEUE, { EventPattern, ...more }) });
const EC2 = { 'source': ['aws.ec2'], 'detail-type': [CALL] };

describe('a rule does not see calls that only read', () => {
  const names = (pattern: object, more: object = {}) => valuesOf('read-only-operation', ruleOn(pattern, more));
  const call = (...eventName: unknown[]) => ({ ...EC2, detail: { eventSource: ['ec2.amazonaws.com'], eventName } });

  test.each<[string, object, string[]]>([
    ['one', call('DescribeInstances'), ['DescribeInstances']],
    ['one beside one that writes', call('RunInstances', 'DescribeInstances'), ['DescribeInstances']],
    ['two', call('DescribeInstances', 'DescribeVpcs'), ['DescribeInstances', 'DescribeVpcs']],
    ['one of the source that is named', { ...EC2, detail: { eventName: ['DescribeInstances'] } }, ['DescribeInstances']],
    ['one of an event source, whatever the kind', { source: ['aws.ec2'], detail: { eventSource: ['ec2.amazonaws.com'], eventName: ['DescribeInstances'] } }, ['DescribeInstances']],
    ['one in a branch', { $or: [{ source: ['my.app'] }, call('DescribeInstances')] }, ['DescribeInstances']],
    ['one that writes', call('RunInstances'), []],
    ['no name', call(''), []],
    ['a matcher', call({ prefix: 'Describe' }), []],
    ['data events', { 'source': ['aws.s3'], 'detail-type': [CALL], 'detail': { eventSource: ['s3.amazonaws.com'], eventName: ['GetObject'] } }, []],
    ['a field of that name in other events', { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { eventName: ['DescribeInstances'] } }, []],
    ['a kind beside calls', { ...call('DescribeInstances'), 'detail-type': [CALL, 'AWS Service Event via CloudTrail'] }, []],
    ['no kind and no event source', { source: ['aws.ec2'], detail: { eventName: ['DescribeInstances'] } }, []],
    ['an empty list of kinds', { ...call('DescribeInstances'), 'detail-type': [] }, []],
  ])('where it names %s: %#', (_what, pattern, expected) => {
    expect(names(pattern)).toEqual(expected);
  });

  test.each<[unknown, number]>([['ENABLED', 1], [undefined, 1], ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 0], ['DISABLED', 0], [{ 'Fn::ImportValue': 'state' }, 0]])('in the state %j: findings %d', (State, count) => {
    expect(names(call('DescribeInstances'), State === undefined ? {} : { State })).toHaveLength(count);
  });
});

describe('data events that no trail records', () => {
  const trail = (Properties: object): Resources => ({ Trail: { Type: 'AWS::CloudTrail::Trail', Properties } });
  const objects = (...Type: unknown[]) => ({ EventSelectors: [{ DataResources: Type.map((type) => ({ Type: type, Values: ['arn:aws:s3'] })) }] });
  const advanced = (...FieldSelectors: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors }] });
  const GET = { 'source': ['aws.s3'], 'detail-type': [CALL], 'detail': { eventSource: ['s3.amazonaws.com'], eventName: ['GetObject'] } };
  const unrecorded = (...more: Resources[]) => valuesOf('unrecorded-data-event', ruleOn(GET), ...more);

  test.each<[string, Resources[]]>([
    ['there is no trail', []],
    ['the trail selects nothing', [trail({})]],
    ['the trail selects other data', [trail(objects('AWS::Lambda::Function'))]],
    ['the trail selects management events', [trail({ EventSelectors: [{ ReadWriteType: 'All' }] })]],
    ['the trail selects other data in fields', [trail(advanced({ Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] }))]],
    ['the trail selects by other fields', [trail(advanced({ Field: 'eventCategory', Equals: ['Data'] }))]],
  ])('are found where %s', (_where, resources) => {
    expect(unrecorded(...resources)).toEqual(['GetObject']);
  });

  test.each<[string, Resources[]]>([
    ['a trail selects them', [trail(objects('AWS::S3::Object'))]],
    ['a trail selects them beside others', [trail(objects('AWS::Lambda::Function', 'AWS::S3::Object'))]],
    ['a trail selects them in fields', [trail(advanced({ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }))]],
    ['only the deployment knows the types', [trail(objects({ 'Fn::ImportValue': 'type' }))]],
    ['only the deployment knows what is selected', [trail({ EventSelectors: { 'Fn::If': ['A', [], []] } })]],
    ['only the deployment knows what is selected in fields', [trail({ AdvancedEventSelectors: { 'Fn::If': ['A', [], []] } })]],
    ['only the deployment knows which data', [trail({ EventSelectors: [{ DataResources: { 'Fn::If': ['A', [], []] } }] })]],
    ['only the deployment knows which fields', [trail({ AdvancedEventSelectors: [{ FieldSelectors: { 'Fn::If': ['A', [], []] } }] })]],
    ['a second trail does', [trail({}), { Second: trail(objects('AWS::S3::Object')).Trail }]],
  ])('are none where %s', (_where, resources) => {
    expect(unrecorded(...resources)).toEqual([]);
  });

  test.each<[string, object, object?]>([
    ['of a rule that is off', GET, { State: 'DISABLED' }],
    ['of calls that are management events', { ...EC2, detail: { eventSource: ['ec2.amazonaws.com'], eventName: ['RunInstances'] } }],
    ['beside management events', { ...GET, detail: { ...GET.detail, eventName: ['GetObject', 'CreateBucket'] } }],
    ['of names that are matched in a way of their own', { ...GET, detail: { ...GET.detail, eventName: [{ prefix: 'Get' }] } }],
    ['of no names', { ...GET, detail: { eventSource: ['s3.amazonaws.com'] } }],
  ])('are none %s', (_what, pattern, more = {}) => {
    expect(valuesOf('unrecorded-data-event', ruleOn(pattern, more))).toEqual([]);
  });

  test('are told with all their types, in order', () => {
    const calls = { $or: [GET, { 'source': ['aws.lambda'], 'detail-type': [CALL], 'detail': { eventSource: ['lambda.amazonaws.com'], eventName: ['Invoke'] } }] };
    expect(found('unrecorded-data-event', ruleOn(calls)).map(({ value, message }) => `${value}: ${/\((.*)\)/.exec(message)![1]}`)).toEqual([
      'GetObject: AWS::S3::AccessPoint, AWS::S3::Object, AWS::S3ObjectLambda::AccessPoint', 'Invoke: AWS::Lambda::Function',
    ]);
    expect(valuesOf('unrecorded-data-event', ruleOn({ ...GET, detail: { ...GET.detail, eventName: ['GetObject', 'PutObject'] } }))).toEqual(['GetObject, PutObject']);
  });
});

describe('a subscriber whose events nobody brings', () => {
  const BUS: Resources = { Bus: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'central' } }, Second: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'second' } } };
  const ofBus = (id = 'Bus') => ({ EventBusArn: getAtt(id, 'EventBusArn') });
  const filters = (pattern: object) => ({ FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: JSON.stringify(pattern) }] } });
  const subscriber = (more: object = {}, pattern: object = { 'aws:Source': ['aws.batch'] }): Resources => ({ Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: { ...ofBus(), ...filters(pattern), ...more } } });
  const source = (AwsService: unknown, more: object = {}, Pattern?: object): Resources => ({
    Source: { Type: 'AWS::EventsV2::EventSource', Properties: { ...ofBus(), Configuration: { AwsServiceEventsConfiguration: { AwsService, ...(Pattern && { Pattern: JSON.stringify(Pattern) }) } }, ...more } },
  });
  const unfed = (...resources: Resources[]) => found('subscriber-without-source', BUS, ...resources).map(({ resource, location, value }) => [resource.path, location, value]);
  const FOUND = [['Here/Subscriber', 'Properties.FilterConfiguration.Filters.0.Pattern', '["aws.batch"]']];

  test.each<[string, Resources[]]>([
    ['there is no event source', []],
    ['the event source brings those of another service', [source('aws.ecs')]],
    ['the event source brings other kinds', [source('aws.batch', {}, { 'detail-type': ['Batch Job Queue Blocked'] }), subscriber({}, { 'aws:Source': ['aws.batch'], 'aws:DetailType': ['Batch Job State Change'] })]],
    ['the event source is that of another bus', [source('aws.batch', ofBus('Second'))]],
    ['another bus is shared', [{ Share: { Type: 'AWS::RAM::ResourceShare', Properties: { ResourceArns: [getAtt('Second', 'EventBusArn')] } } }]],
    ['a rule sends to another bus', [{ Rule: ruleTo(getAtt('Second', 'EventBusArn')) }]],
  ])('is found where %s', (_where, resources) => {
    expect(unfed(subscriber(), ...resources)).toEqual(FOUND);
  });

  test.each<[string, Resources[]]>([
    ['an event source brings them', [source('aws.batch')]],
    ['one of two event sources brings them', [source('aws.ecs'), { Other: source('aws.batch').Source }]],
    ['an event source may bring them', [source({ 'Fn::ImportValue': 'service' })]],
    ['an event source of a bus that only the deployment knows brings them', [source('aws.batch', { EventBusArn: { 'Fn::ImportValue': 'bus' } })]],
    ['the bus is shared', [{ Share: { Type: 'AWS::RAM::ResourceShare', Properties: { ResourceArns: [getAtt('Bus', 'EventBusArn')] } } }]],
    ['a rule sends to the bus', [{ Rule: ruleTo(getAtt('Bus', 'EventBusArn')) }]],
    ['the subscriber is stopped', [subscriber({ State: 'STOPPED' })]],
    ['the bus is made elsewhere', [subscriber({ EventBusArn: 'arn:aws:events:eu-west-1:111111111111:event-busv2/central/a1' })]],
    ['the bus is of another kind', [{ Bus: { Type: 'AWS::Events::EventBus' } }]],
    ['what it takes is no event of a service', [subscriber({}, { 'aws:Source': ['my.app'] })]],
  ])('is none where %s', (_where, resources) => {
    expect(unfed(subscriber(), ...resources)).toEqual([]);
  });
});

describe('a bus of the app on which events of services do not arrive', () => {
  const BUS: Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } } };
  const watching = (properties: object = {}): Resources => ({ Rule: ruleTo(QUEUE, { EventBusName: { Ref: 'Bus' }, ...properties }) });
  const onBus = (...resources: Resources[]) => valuesOf('service-events-on-custom-bus', BUS, watching(), ...resources);

  test('is found, with the sources', () => {
    expect(onBus()).toEqual(['aws.batch']);
    expect(onBus(watching({ EventPattern: { source: ['aws.batch', 'my.app', 'aws.ecs'] } }))).toEqual(['aws.batch, aws.ecs']);
  });

  test.each<[string, Resources]>([
    ['a rule forwards to it', { Forward: ruleTo(getAtt('Bus')) }],
    ['a rule forwards to what only the deployment knows', { Forward: ruleTo({ 'Fn::ImportValue': 'bus' }) }],
    ['the events are those of an app', watching({ EventPattern: { source: ['my.app'] } })],
    ['it is the default one', watching({ EventBusName: 'default' })],
  ])('is none where %s', (_where, resources) => {
    expect(onBus(resources)).toEqual([]);
  });

  test('is another finding where it is that of a partner', () => {
    const partners: Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'aws.partner/x', EventSourceName: 'aws.partner/x' } } };
    expect([onBus(partners), valuesOf('service-events-on-partner-bus', partners, watching())]).toEqual([[], ['aws.batch']]);
    expect(valuesOf('service-events-on-partner-bus', BUS, watching())).toEqual([]);
  });
});

describe('where the events of an event source appear', () => {
  const source = (AwsService: string): Resources => ({ Source: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: { AwsServiceEventsConfiguration: { AwsService } } } } });

  test('is one Region for some services', () => {
    expect(valuesOf('wrong-region', source('aws.iam'))).toEqual(['eu-west-1']);
    expect(valuesOf('wrong-region', source('aws.batch'))).toEqual([]);
    expect(foundBy('wrong-region', [source('aws.iam'), { account: '111111111111', region: 'us-east-1', path: 'There' }])).toEqual([]);
    expect(foundBy('wrong-region', [source('aws.iam'), { path: 'Anywhere' }])).toEqual([]);
  });
});
