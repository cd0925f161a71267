import { dataEventTypes, dataEventTypesOf, isBasicDataEventType, isPerhapsManagement } from '../../src/catalog/data-events';

test.each<[string[], string, string[]]>([
  [['s3.amazonaws.com'], 'GetObject', ['AWS::S3::AccessPoint', 'AWS::S3::Object', 'AWS::S3ObjectLambda::AccessPoint']],
  [['nothing.amazonaws.com', 'lambda.amazonaws.com', 'lambda.amazonaws.com'], 'Invoke', ['AWS::Lambda::Function']],
  // Management calls.
  [['s3.amazonaws.com'], 'CreateBucket', []],
  [['nothing.amazonaws.com'], 'GetObject', []],
  [['s3.amazonaws.com'], 'constructor', []],
])('under %j a trail records %s when it selects %j', (eventSources, eventName, types) => {
  expect(dataEventTypesOf(eventSources, eventName)).toEqual(types);
});

test.each<[string[], string, boolean]>([
  [['states.amazonaws.com'], 'GetActivityTask', true],
  [['nothing.amazonaws.com', 'states.amazonaws.com'], 'GetActivityTask', true],
  [['states.amazonaws.com'], 'StartExecution', false],
  [['s3.amazonaws.com'], 'GetObject', false],
])('under %j the documents do not agree on %s: %s', (eventSources, eventName, expected) => {
  expect(isPerhapsManagement(eventSources, eventName)).toBe(expected);
});

test('a basic selector takes three types, an advanced one all', () => {
  expect(dataEventTypes().filter(isBasicDataEventType)).toEqual(['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::S3::Object']);
  expect(isBasicDataEventType('AWS::SQS::Queue')).toBe(false);
});
