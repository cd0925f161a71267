import { App, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsService, EventPatternRule, GlueEvents, ServiceEventBus, ServiceEventRule, ServiceEventSource } from 'cdk-service-events';
import fc from 'fast-check';
import { withSortedKeys } from '../../src/pattern/algebra/sorted-keys';

/** The same value, with the keys of its objects in any order. */
function shuffled(value: any): fc.Arbitrary<any> {
  if (Array.isArray(value)) {
    return fc.tuple(...value.map(shuffled));
  }
  if (typeof value !== 'object' || value === null) {
    return fc.constant(value);
  }
  const names = Object.keys(value);
  const fieldsOfAny = fc.record(Object.fromEntries(names.map((name) => [name, shuffled(value[name])])));
  return fc.tuple(fc.shuffledSubarray(names, { minLength: names.length }), fieldsOfAny)
    .map(([order, fields]) => Object.fromEntries(order.map((name) => [name, fields[name]])));
}

const DETAIL = {
  state: ['FAILED', { prefix: 'TIME' }],
  jobName: 'nightly',
  jobRunId: [{ 'anything-but': { prefix: 'jr_test' } }],
  message: ['one', 'two'],
  $or: [{ severity: ['ERROR'], jobName: ['a'] }, { severity: ['INFO'] }],
};

function templateText(fill: (stack: Stack) => void): string {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  fill(stack);
  return JSON.stringify(Template.fromStack(stack).toJSON());
}

function always(value: any, textOf: (given: any) => string): void {
  const expected = textOf(value);
  fc.assert(fc.property(shuffled(value), (given) => textOf(given) === expected), { numRuns: 20 });
}

describe('a template is the same text, whatever order the keys are given in', () => {
  test('in the pattern of a rule, and in the archive of its events', () => {
    always(DETAIL, (detail) => templateText((stack) => {
      new ServiceEventRule(stack, 'Rule', {
        service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE], detail, delivery: { archive: Duration.days(3) },
      });
    }));
  });

  test('in a pattern that was made elsewhere', () => {
    always({ source: ['my.app'], detailType: ['Order'], account: ['123456789012'], detail: { b: ['x'], a: { d: [1], c: [2] } } },
      (eventPattern) => templateText((stack) => { new EventPatternRule(stack, 'Rule', { eventPattern }); }));
  });

  test('in the text that an event source has', () => {
    always({ jobName: 'nightly', state: ['FAILED'] }, (detail) => templateText((stack) => {
      const eventBus = new ServiceEventBus(stack, 'Bus');
      new ServiceEventSource(stack, 'Source', { eventBus, service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE], detail });
    }));
  });
});

describe('sorted keys', () => {
  test('leave values, lists and their order as they are', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(withSortedKeys(value)).toEqual(value); }));
  });

  test('are in the order of their code units at every depth', () => {
    expect(JSON.stringify(withSortedKeys({ b: [{ d: 1, c: 2 }], a: { f: null, e: undefined } }))).toBe('{"a":{"f":null},"b":[{"c":2,"d":1}]}');
  });

  test('leave a resolved reference one that the CDK knows again', () => {
    const stack = new Stack();
    const resolved = stack.resolve({ b: [Fn.ref('Bucket')], a: ['x'] });
    expect(stack.resolve(stack.toJsonString(withSortedKeys(resolved)))).toEqual({ 'Fn::Join': ['', ['{"a":["x"],"b":["', { Ref: 'Bucket' }, '"]}']] });
  });

  test('are not looked for in a token', () => {
    const token = Token.asAny({ b: 1, a: 2 });
    expect(withSortedKeys({ token }).token).toBe(token);
  });
});
