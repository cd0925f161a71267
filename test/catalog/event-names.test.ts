import { dataTable } from '../../src/catalog/data-tables';
import { EventName, datedNameOf, eventNamesOf, otherCallsOf, permissionsOf, recordedNameOf, serviceEventsOf, unrecordedOperationsOf } from '../../src/catalog/event-names';
import { everyOf } from '../support/every-of';

const { renamed } = dataTable<{ renamed: Record<string, Record<string, EventName[]>> }>('eventNames')();
const isText = (name: EventName): name is string => typeof name === 'string';

test.each<[string[], string, EventName[]]>([
  [['iam.amazonaws.com'], 'CreateUser', ['CreateUser']],
  [['cassandra.amazonaws.com'], 'UpdateKeyspace', ['AlterKeyspace']],
  [['cloudfront.amazonaws.com'], 'UpdateDistribution', ['UpdateDistribution', { prefix: 'UpdateDistribution20' }]],
  [['nothing.amazonaws.com', 'cassandra.amazonaws.com'], 'UpdateKeyspace', ['AlterKeyspace']],
  [['cassandra.amazonaws.com', 'cassandra.amazonaws.com'], 'UpdateKeyspace', ['AlterKeyspace']],
  [['iam.amazonaws.com'], 'constructor', ['constructor']],
])('under %j %s is written %j', (eventSources, operation, names) => {
  expect(eventNamesOf(eventSources, operation)).toEqual(names);
});

test.each<[string, string, string]>([
  ['iam.amazonaws.com', 'CreateUser', 'CreateUser'],
  ['cassandra.amazonaws.com', 'UpdateKeyspace', 'AlterKeyspace'],
  ['cloudfront.amazonaws.com', 'UpdateDistribution', 'UpdateDistribution2020_05_31'],
  ['lambda.amazonaws.com', 'CreateFunction', 'CreateFunction20150331'],
  ['lambda.amazonaws.com', 'GetFunction', 'GetFunction20150331v2'],
  ['nothing.amazonaws.com', 'CreateUser', 'CreateUser'],
  // Of several names the first that the documents give.
  ['polly.amazonaws.com', 'SynthesizeSpeech', 'SynthesizeSpeech'],
])('%s records %s as %s', (eventSource, operation, name) => {
  expect(recordedNameOf(eventSource, operation)).toBe(name);
});

test('an operation is recorded with one of the names with which it is written', () => {
  const all = Object.entries(renamed).flatMap(([eventSource, operations]) => Object.entries(operations)
    .map(([operation, names]) => ({ eventSource, operation, names })));
  for (const { eventSource, operation, names } of everyOf(all)) {
    const recorded = recordedNameOf(eventSource, operation);
    expect([recorded, names.some((name) => (isText(name) ? name === recorded : recorded.startsWith(name.prefix)))]).toEqual([recorded, true]);
  }
});

test.each<[string[], string, string | undefined]>([
  [['lambda.amazonaws.com'], 'CreateFunction', 'CreateFunction20150331'],
  [['nothing.amazonaws.com', 'lambda.amazonaws.com'], 'CreateFunction', 'CreateFunction20150331'],
  [['lambda.amazonaws.com'], 'Nothing', undefined],
  [['iam.amazonaws.com'], 'CreateUser', undefined],
])('under %j only a name with a date is documented of %s: %s', (eventSources, operation, name) => {
  expect(datedNameOf(eventSources, operation)).toBe(name);
});

test('other recorded calls are those of no model, and the names under which operations are recorded', () => {
  expect(otherCallsOf(['ssm.amazonaws.com'])).toContain('UpdateInstanceInformation');
  expect(otherCallsOf(['cassandra.amazonaws.com'])).toEqual(expect.arrayContaining(['AlterKeyspace', 'Select', 'DropUdt']));
  for (const [eventSource, operations] of everyOf(Object.entries(renamed))) {
    const others = otherCallsOf([eventSource]);
    expect(others).toEqual(expect.arrayContaining(Object.values(operations).flat().filter(isText)));
    expect(others.filter((name) => typeof name !== 'string')).toEqual([]);
  }
  expect(otherCallsOf(['nothing.amazonaws.com'])).toEqual([]);
});

test('what is told of several event sources is told of each of them', () => {
  const sources = ['kms.amazonaws.com', 'nothing.amazonaws.com', 'rds.amazonaws.com'];
  expect(serviceEventsOf(sources)).toEqual([...serviceEventsOf(['kms.amazonaws.com']), ...serviceEventsOf(['rds.amazonaws.com'])]);
  expect(serviceEventsOf(['kms.amazonaws.com'])).toContain('RotateKey');
  expect(unrecordedOperationsOf(['iam.amazonaws.com', 'apigateway.amazonaws.com'])).toEqual(['PassRole', 'TestInvokeAuthorizer', 'TestInvokeMethod']);
  expect(permissionsOf(['apigateway.amazonaws.com'])).toEqual(['DELETE', 'GET', 'PATCH', 'POST', 'PUT']);
});
