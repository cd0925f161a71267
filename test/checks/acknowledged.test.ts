import { Validations, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { isAcknowledged } from '../../src/checks/acknowledged';
import { Finding } from '../../src/checks/finding';
import { testStack } from '../support/test-app';

const findingAt = (path: string, id = 'no-dead-letter-queue') => ({ check: { id }, resource: { path } }) as unknown as Finding;

let stack: Stack;
beforeEach(() => {
  stack = testStack();
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] } });
});

const acknowledge = (construct: IConstruct, check = 'no-dead-letter-queue') => Validations.of(construct).acknowledge({ id: `cdk-service-events::${check}`, reason: 'known' });
const isSo = (path = 'Stack/Rule/Resource', check?: string) => isAcknowledged(findingAt(path, check), stack.node.root);

describe('a finding is acknowledged', () => {
  test.each<[string, () => IConstruct]>([
    ['its resource', () => stack.node.findChild('Rule').node.findChild('Resource')],
    ['its construct', () => stack.node.findChild('Rule')],
    ['the stack', () => stack],
    ['the app', () => stack.node.root],
  ])('on %s', (_where, construct) => {
    acknowledge(construct());
    expect(isSo()).toBe(true);
  });

  test('on the app, of what has no path', () => {
    acknowledge(stack.node.root);
    expect(isSo('')).toBe(true);
  });

  test('of what another app has made, no further than the constructs go', () => {
    acknowledge(stack);
    expect([isSo('Stack/Included/Resource'), isSo('Elsewhere/Rule')]).toEqual([true, false]);
  });
});

describe('a finding is not acknowledged', () => {
  test('by nobody', () => {
    expect([isSo(), isSo('')]).toEqual([false, false]);
  });

  test.each<[string, () => void]>([
    ['of another check', () => acknowledge(stack, 'source-alone')],
    ['of a construct beside it', () => acknowledge(new events.Rule(stack, 'Other', { eventPattern: { source: ['aws.batch'] } }))],
    ['by metadata of another kind', () => stack.node.addMetadata('aws:cdk:other', { 'cdk-service-events::no-dead-letter-queue': 'known' })],
  ])('by an acknowledgement %s', (_what, acknowledgeIt) => {
    acknowledgeIt();
    expect(isSo()).toBe(false);
  });

  test('where it has no path, by what is acknowledged below', () => {
    acknowledge(stack);
    expect(isSo('')).toBe(false);
  });
});
