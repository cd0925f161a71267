import { Aspects, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { ResourceNeed } from '../../../src/catalog/prerequisites';
import { meetNeed } from '../../../src/rules/service-events/resource-need';
import { messagesOf, testApp } from '../../support/test-app';

const ON: ResourceNeed = { type: 'AWS::SQS::Queue', property: 'FifoQueue', on: true };

let stack: Stack;
let rule: Construct;
beforeEach(() => {
  stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
  new sns.CfnTopic(stack, 'Any');
  rule = new Construct(stack, 'Rule');
});

describe('a resource is made what its events need', () => {
  const wanted = (resource: IConstruct, more: Partial<ResourceNeed> = {}, id = 'id') => meetNeed({ rule, resource, name: 'name', id, needs: 'it', need: { ...ON, ...more } });
  const properties = (type = 'AWS::SQS::Queue') => Object.values(Template.fromStack(stack).findResources(type))[0].Properties;

  test('with other properties beside', () => {
    wanted(new sqs.CfnQueue(stack, 'Q'), { also: { QueueName: 'q.fifo' } });
    expect(properties()).toEqual({ FifoQueue: true, QueueName: 'q.fifo' });
  });

  test('and left alone where it is so already, or known at deployment only', () => {
    wanted(new sqs.CfnQueue(stack, 'Q', { fifoQueue: true }), { also: { QueueName: 'other' } });
    const { valueAsString } = new CfnParameter(stack, 'P');
    wanted(new sqs.CfnQueue(stack, 'R', { queueName: valueAsString }), { property: 'QueueName', also: { DelaySeconds: 1 } });
    expect(Object.values(Template.fromStack(stack).findResources('AWS::SQS::Queue')).map(({ Properties }) => Properties)).toEqual([{ FifoQueue: true }, { QueueName: { Ref: 'P' } }]);
  });

  test.each<[Partial<ResourceNeed>, sqs.CfnQueueProps, string]>([
    [{}, { fifoQueue: false }, 'and its FifoQueue is false: leave it out, and the rule sets it.'],
    [{ instead: 'take another' }, { fifoQueue: false }, 'and its FifoQueue is false: take another.'],
    [{ on: undefined, property: 'QueueName', never: ['a', 'b'] }, { queueName: 'b' }, 'and its QueueName is "b"'],
    [{ on: undefined, property: 'QueueName', present: true }, {}, 'and its QueueName is not set'],
  ])('and refused with %j and %j', (more, props, words) => {
    wanted(new sqs.CfnQueue(stack, 'Q', props), more);
    expect(() => properties()).toThrow(words);
  });

  test.each<[Partial<ResourceNeed>, sqs.CfnQueueProps]>([
    [{ on: undefined, property: 'QueueName', never: ['a', 'b'] }, { queueName: 'c' }], [{ on: undefined, property: 'QueueName', present: true }, { queueName: 'c' }],
    [{ on: undefined, property: 'FifoQueue' }, { fifoQueue: false }], [{ on: undefined, property: 'QueueName', never: ['a'] }, {}],
  ])('and taken as it is with %j and %j', (more, props) => {
    wanted(new sqs.CfnQueue(stack, 'Q', props), more);
    expect(properties()).toEqual(Object.keys(props).length === 0 ? undefined : { [props.queueName ? 'QueueName' : 'FifoQueue']: props.queueName ?? false });
  });

  test('as the app has made it in aspects of its own by then', () => {
    const queue = new sqs.CfnQueue(stack, 'Q');
    wanted(queue, { on: undefined, property: 'QueueName', present: true });
    Aspects.of(stack).add({ visit: (node) => node === queue && (queue.queueName = 'late') });
    expect(properties()).toEqual({ QueueName: 'late' });
  });

  test('once, whatever number of rules need it, and for each need', () => {
    const queue = new sqs.CfnQueue(stack, 'Q');
    wanted(queue);
    wanted(queue, { also: { QueueName: 'second' } });
    wanted(queue, { property: 'ContentBasedDeduplication' }, 'other');
    expect(properties()).toEqual({ FifoQueue: true, ContentBasedDeduplication: true });
  });

  test('by its construct, where that has a child for it', () => {
    class Managed extends Construct {
      public called = 0;
      constructor(id: string) {
        super(stack, id);
        new sqs.CfnQueue(this, 'Resource');
        new Construct(this, 'Manager');
      }

      public call(): void {
        this.called += 1;
      }
    }
    const [whole, ofResource] = [new Managed('Whole'), new Managed('OfResource')];
    [whole, ofResource.node.defaultChild!].forEach((each) => wanted(each, { unlessChild: 'Manager', call: 'call' }));
    wanted(new sqs.Queue(stack, 'Without'), { unlessChild: 'Manager', call: 'call' });
    const fifo = Object.values(Template.fromStack(stack).findResources('AWS::SQS::Queue', { Properties: { FifoQueue: true } }));
    expect([fifo.length, whole.called > 0, ofResource.called > 0]).toEqual([1, true, true]);
  });

  test('by who makes it, where the app does not', () => {
    const imported = (id: string) => sqs.Queue.fromQueueArn(stack, id, `arn:aws:sqs:eu-west-1:111111111111:${id}`);
    meetNeed({ rule, resource: imported('q'), name: 'q', id: 'told', needs: 'it', need: { ...ON, command: 'aws set {name} to {name}' } });
    meetNeed({ rule, resource: imported('r'), name: stack.stackId, id: 'told-too', needs: 'it', need: { ...ON, command: 'aws set {name}' } });
    meetNeed({ rule, resource: imported('s'), name: 's', id: 'told-plainly', needs: 'it', need: ON });
    meetNeed({ rule, resource: imported('t'), name: 't', id: 'not-told', needs: 'it', need: { ...ON, never: ['x'] } });
    expect(messagesOf(stack).filter((text) => text.includes('which this app does not make'))).toEqual([
      expect.stringContaining("'Stack/q', which this app does not make, need it. Run: aws set q to q Acknowledge"), expect.stringContaining('need it. Run: aws set <name> Acknowledge'), expect.stringContaining('need it. Acknowledge'),
    ]);
  });
});
