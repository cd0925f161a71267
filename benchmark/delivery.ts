/**
 * How long it takes to play an event with one fault through an app, and to play every fault through every rule. The aims are
 * 50 ms for an event through 1,000 rules, and 2 s for all events of 100.
 *
 *   npm run benchmark:delivery
 */
import { cpus } from 'node:os';
import { StackTemplate } from '../src/template/stack-template';
import { Templates } from '../src/template/templates';
import { DeliveryModel } from '../src/testing/delivery/delivery-model';
import { FAULT_NAMES } from '../src/testing/delivery/fault-kinds';
import { lostEvents } from '../src/testing/delivery/lost-events';

const AIMS = { oneEvent: { rules: 1000, milliseconds: 50 }, allEvents: { rules: 100, milliseconds: 2000 } };
const ENVIRONMENT = { account: '111111111111', region: 'us-east-1' };
const EVENT = {
  'source': 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', ...ENVIRONMENT, 'detail': { 'state': 'stopped', 'instance-id': 'i-7' },
};

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

function policyOf(queue: string, sourceArn: unknown): object {
  const Statement = [{
    Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn(queue), Condition: { ArnLike: { 'aws:SourceArn': sourceArn } },
  }];
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement } } };
}

function alarmOn(metric: object, Period: number, Threshold: number, EvaluationPeriods: number): object {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ...metric,
      Period,
      Threshold,
      EvaluationPeriods,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'Topic' }],
    },
  };
}

/** What this library makes of a rule: the rule, its target, and three alarms; a dead-letter queue is shared by all. */
function resourcesOf(n: number): Record<string, object> {
  const metric = (MetricName: string) => ({ MetricName, Namespace: 'AWS/Events', Statistic: 'Sum', Dimensions: [{ Name: 'RuleName', Value: { Ref: `Rule${n}` } }] });
  return {
    [`Queue${n}`]: { Type: 'AWS::SQS::Queue' },
    [`Policy${n}`]: policyOf(`Queue${n}`, arn(`Rule${n}`)),
    [`Rule${n}`]: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { 'source': [EVENT.source], 'detail-type': [EVENT['detail-type']], 'detail': { 'state': ['stopped'], 'instance-id': [`i-${n}`] } },
        Targets: [{ Id: 'Target0', Arn: arn(`Queue${n}`), DeadLetterConfig: { Arn: arn('Dead') } }],
      },
    },
    [`Lost${n}`]: alarmOn(metric('InvocationsFailedToBeSentToDlq'), 60, 1, 1),
    [`Failed${n}`]: alarmOn(metric('FailedInvocations'), 300, 1, 1),
    [`Retrying${n}`]: alarmOn(metric('RetryInvocationAttempts'), 900, 3, 3),
  };
}

function appOf(rules: number): Templates {
  const visible = {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Namespace: 'AWS/SQS',
    Statistic: 'Maximum',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] } }],
  };
  const Resources = {
    Topic: { Type: 'AWS::SNS::Topic' },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
    DeadPolicy: policyOf('Dead', { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*' }),
    NotEmpty: alarmOn(visible, 300, 1, 1),
    ...Object.assign({}, ...Array.from({ length: rules }, (_, n) => resourcesOf(n))),
  };
  return new Templates([new StackTemplate({ Resources }, { path: 'App', ...ENVIRONMENT })]);
}

function timed<T>(run: () => T): [result: T, milliseconds: number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

console.log('| rules | compile ms | one event with one fault: median, longest ms | all rules, all faults ms |');
console.log('|---:|---:|---:|---:|');
const missed: string[] = [];
for (const rules of [100, 1000]) {
  const [model, compiled] = timed(() => new DeliveryModel(appOf(rules)));
  const times = FAULT_NAMES.map((name) => timed(() => model.deliver(EVENT, model.aim([{ name }])))[1]).sort((one, other) => one - other);
  const [lost, all] = timed(() => [...lostEvents(model, { faults: model.aim(FAULT_NAMES.map((name) => ({ name }))), except: [], alarms: true })]);
  if (lost.length > 0) {
    throw new Error(lost[0]);
  }
  const longest = times[times.length - 1];
  console.log(`| ${rules} | ${compiled.toFixed(0)} | ${times[Math.floor(times.length / 2)].toFixed(2)}, ${longest.toFixed(1)} | ${all.toFixed(0)} |`);
  if (rules === AIMS.oneEvent.rules && longest > AIMS.oneEvent.milliseconds) {
    missed.push(`an event through ${rules} rules takes ${longest.toFixed(0)} ms, and the aim is ${AIMS.oneEvent.milliseconds}`);
  }
  if (rules === AIMS.allEvents.rules && all > AIMS.allEvents.milliseconds) {
    missed.push(`all events of ${rules} rules take ${all.toFixed(0)} ms, and the aim is ${AIMS.allEvents.milliseconds}`);
  }
}
console.log(`\n${missed.length === 0 ? 'The aims are met' : `Missed: ${missed.join('; ')}`} (${cpus()[0].model}, Node ${process.version}).`);
process.exitCode = missed.length === 0 ? 0 : 1;
