import { findingsIn } from '../../../src/checks/finding';
import { terraformTemplate } from '../../../src/command/input/terraform-plan';
import { Templates } from '../../../src/template/templates';

interface Planned {
  readonly address: string;
  readonly type: string;
  readonly values?: object;
  readonly expressions?: object;
}

const PATTERN = JSON.stringify({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] });
const referring = (...references: string[]) => ({ references });
const RULE: Planned = { address: 'aws_cloudwatch_event_rule.stopped', type: 'aws_cloudwatch_event_rule', values: { name: 'stopped', event_pattern: PATTERN } };
const WORK: Planned = { address: 'aws_sqs_queue.work', type: 'aws_sqs_queue', values: { name: 'work' } };
const LETTERS: Planned = { address: 'aws_sqs_queue.letters', type: 'aws_sqs_queue', values: { name: 'letters' } };
const TARGET: Planned = {
  address: 'aws_cloudwatch_event_target.queue',
  type: 'aws_cloudwatch_event_target',
  values: { target_id: 'queue', rule: 'stopped', dead_letter_config: [{}] },
  expressions: {
    rule: referring('aws_cloudwatch_event_rule.stopped.name', 'aws_cloudwatch_event_rule.stopped'),
    arn: referring('aws_sqs_queue.work.arn', 'aws_sqs_queue.work'),
    dead_letter_config: [{ arn: referring('aws_sqs_queue.letters.arn', 'aws_sqs_queue.letters') }],
  },
};
/** A policy that is known at the apply only. */
const POLICY: Planned = {
  address: 'aws_sqs_queue_policy.letters',
  type: 'aws_sqs_queue_policy',
  values: {},
  expressions: { queue_url: referring('aws_sqs_queue.letters.id', 'aws_sqs_queue.letters'), policy: referring('data.aws_iam_policy_document.letters.json') },
};

function planOf(resources: Planned[]): any {
  return {
    format_version: '1.2',
    planned_values: { root_module: { resources: resources.map(({ address, type, values = {} }) => ({ address, mode: 'managed', type, name: address.split('.')[1], values })) } },
    configuration: { root_module: { resources: resources.map(({ address, type, expressions = {} }) => ({ address: address.replace(/\[.*$/, ''), type, expressions })) } },
  };
}

function checksIn(...resources: Planned[]): string[] {
  const { template } = terraformTemplate(planOf(resources), 'plan.json', {});
  return findingsIn(new Templates([template]), {}).map(({ check }) => check.id);
}

function alarm(values: object, expressions: object = {}): Planned {
  const metric = { namespace: 'AWS/SQS', metric_name: 'ApproximateNumberOfMessagesVisible' };
  return { address: 'aws_cloudwatch_metric_alarm.letters', type: 'aws_cloudwatch_metric_alarm', values: { ...metric, ...values }, expressions };
}

describe('an alarm in a plan of Terraform watches a queue', () => {
  const queue = [RULE, WORK, LETTERS, TARGET, POLICY];

  test('whose name is known', () => {
    expect(checksIn(...queue)).toContain('dead-letter-queue-without-alarm');
    expect(checksIn(...queue, alarm({ dimensions: { QueueName: 'letters' } }))).not.toContain('dead-letter-queue-without-alarm');
  });

  test('whose name is known at the apply only, by the resource that the dimensions refer to', () => {
    expect(checksIn(...queue, alarm({}, { dimensions: referring('aws_sqs_queue.letters.name', 'aws_sqs_queue.letters') }))).not.toContain('dead-letter-queue-without-alarm');
  });

  test('and no other, where they refer to something else', () => {
    expect(checksIn(...queue, alarm({}, { dimensions: referring('aws_sqs_queue.work.name', 'aws_sqs_queue.work') }))).toContain('dead-letter-queue-without-alarm');
    const bucket = { address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', values: { bucket: 'b' } };
    expect(checksIn(...queue, bucket, alarm({}, { dimensions: referring('aws_s3_bucket.b.id', 'aws_s3_bucket.b') }))).toContain('dead-letter-queue-without-alarm');
  });
});

describe('a target in a plan of Terraform belongs to', () => {
  test('the instance of the rule with the same key', () => {
    const instance = (planned: Planned, key: string, values: object) => ({ ...planned, address: `${planned.address}["${key}"]`, values: { ...planned.values, ...values } });
    const { template } = terraformTemplate(planOf([
      instance(RULE, 'a', { name: 'a' }), instance(RULE, 'b', { name: 'b' }), WORK, LETTERS,
      instance(TARGET, 'a', { target_id: 'to-a', rule: undefined }), instance(TARGET, 'b', { target_id: 'to-b', rule: undefined }),
    ]), 'plan.json', {});
    expect(new Templates([template]).rules.map(({ path, targets }) => [path, targets.map(({ id }) => id)])).toEqual([
      ['aws_cloudwatch_event_rule.stopped["a"]', ['to-a']], ['aws_cloudwatch_event_rule.stopped["b"]', ['to-b']],
    ]);
  });

  test('the rule with its name, where it is written out', () => {
    const { template } = terraformTemplate(planOf([RULE, { ...TARGET, expressions: {} }]), 'plan.json', {});
    expect(new Templates([template]).rules[0].targets.map(({ id }) => id)).toEqual(['queue']);
  });
});

test('what was applied already is read as a plan is', () => {
  const { planned_values: values } = planOf([RULE, { ...TARGET, values: { target_id: 'queue', rule: 'stopped', arn: 'arn:aws:sqs:eu-west-1:123456789012:work' } }]);
  const { template } = terraformTemplate({ format_version: '1.0', values }, 'state.json', {});
  expect(new Templates([template]).rules[0].targets).toMatchObject([{ arnText: 'arn:aws:sqs:eu-west-1:123456789012:work' }]);
});

test('the Region of a plan is what it says, and what is given only where it says none', () => {
  const plan = planOf([RULE]);
  const regionOf = (expressions: object) => terraformTemplate(
    { ...plan, configuration: { ...plan.configuration, provider_config: { aws: { expressions } } } }, 'plan.json', { region: 'us-east-1' },
  ).template.region;
  expect([regionOf({ region: { constant_value: 'eu-west-1' } }), regionOf({})]).toEqual(['eu-west-1', 'us-east-1']);
});
