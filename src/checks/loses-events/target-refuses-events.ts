import { KEY_ACTIONS } from '../../catalog/target-access';
import { keyOfResource, managedKeyOf } from '../../template/permissions/key-of-resource';
import { Permissions } from '../../template/permissions/permissions';
import { TargetAdmission, admissionsOf } from '../../template/permissions/target-admissions';
import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check, RuleProblem, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';

interface More {
  readonly inApp?: string;
  readonly severity?: CheckSeverity;
}

type Why = [why: string, fix: string, more?: More];

const OWN_KEY: Record<string, [fix: string, inApp: string]> = {
  'alias/aws/sqs': ['Encrypt it with SqsManagedSseEnabled, or with a key of your own.', 'In the CDK, that is QueueEncryption.SQS_MANAGED or KMS.'],
  'alias/aws/sns': ['Use a key of your own, whose policy lets events.amazonaws.com do kms:GenerateDataKey and kms:Decrypt.', 'In the CDK, that is masterKey.'],
};

/**
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const targetRefusesEvents: Check = {
  id: 'target-refuses-events',
  group: 'loses events',
  summary: 'The target cannot take what EventBridge sends it: its policy, permission, key or role does not admit the rule, it is encrypted with a key of AWS that EventBridge may not use, or a FIFO queue lacks what it needs; a warning for log groups and FIFO topics.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule, app) => rule.targets.flatMap((target) => refusals(rule, target, app).map(([why, fix, more]): RuleProblem => ({
    location: target.location,
    value: target.id,
    message: `Target '${target.id}' ${why}.`,
    fix,
    ...more,
  })))),
};

function refusals(rule: RuleInTemplate, target: TargetOfRule, app: Templates): Why[] {
  const { resource, properties } = target;
  if (!resource) {
    return [];
  }
  const refused = admissionsOf(rule, target, app).filter(({ verdict }) => verdict === 'refused');
  return [
    ...keyProblems(rule, target, resource, app),
    ...fifoProblems(resource, properties),
    ...refused.slice(0, 1).map((admission) => refusal(admission, rule)),
  ];
}

function keyProblems(rule: RuleInTemplate, { properties }: TargetOfRule, resource: TemplateResource, app: Templates): Why[] {
  const managed = managedKeyOf(resource);
  if (managed) {
    const [fix, inApp] = OWN_KEY[managed];
    return properties.RoleArn !== undefined ? [] : [[`is encrypted with the key ${managed}, whose policy cannot let EventBridge use it`, fix, { inApp }]];
  }
  const key = properties.RoleArn === undefined ? keyOfResource(resource, app) : undefined;
  const permissions = Permissions.in(app);
  return !key || KEY_ACTIONS.every((action) => permissions.ask(permissions.ruleCaller(rule), action, key).verdict !== 'refused') ? [] : [[
    `is encrypted with key '${key.path}', whose policy does not let EventBridge use it`,
    `Allow events.amazonaws.com to do ${KEY_ACTIONS.join(' and ')} in the key's policy.`,
  ]];
}

function fifoProblems({ type, properties }: TemplateResource, target: Record<string, any>): Why[] {
  const isFifo = [properties.FifoQueue, properties.FifoTopic].some(isTrue);
  if (!isFifo) {
    return [];
  }
  if (type === 'AWS::SNS::Topic') {
    return [[
      'is a FIFO topic, which takes no message without a message group, and a rule has no way to give one',
      'Use a standard topic, or a FIFO queue with a message group.',
      { severity: CheckSeverity.WARNING },
    ]];
  }
  const problems: Why[] = [];
  if (!isTrue(properties.ContentBasedDeduplication)) {
    problems.push(['is a FIFO queue without content-based deduplication, and EventBridge gives no deduplication id', 'Set ContentBasedDeduplication of the queue to true.']);
  }
  if (target.SqsParameters?.MessageGroupId === undefined) {
    problems.push(['is a FIFO queue, and the target names no message group', 'Give the target SqsParameters.MessageGroupId.', { inApp: 'In the CDK, that is messageGroupId of the target.' }]);
  }
  return problems;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function refusal({ access, action, target, role, statement, reason }: TargetAdmission, rule: RuleInTemplate): Why {
  const what = `is ${access.what} '${target.path}'`;
  const denied = statement.Effect === 'Deny';
  if (role) {
    return action === 'sts:AssumeRole'
      ? [`is reached with role '${role.path}', whose trust policy does not let events.amazonaws.com assume it`, 'Allow sts:AssumeRole to events.amazonaws.com in the trust policy of the role.']
      : [`is reached with role '${role.path}', which ${denied ? 'is denied' : 'may not do'} ${action} on ${access.what} '${target.path}'`, denied ? 'Remove the denial, or exempt the role.' : `Allow the role ${action} on it.`];
  }
  if (denied) {
    return [`${what}, whose policy denies ${action} to EventBridge`, 'Exempt events.amazonaws.com from the denial.'];
  }
  if (access.by === 'role') {
    return [`${what}, to which EventBridge delivers with a role only, and ${reason}`, `Give the target a role that may do ${action}.`, { inApp: 'The target class of aws-events-targets makes one.' }];
  }
  if (access.what === 'function') {
    return [
      `is function '${target.path}', which EventBridge has no permission to invoke for this rule`,
      `Add an AWS::Lambda::Permission for events.amazonaws.com with the ARN of the rule as SourceArn${target.type === 'AWS::Lambda::Function' ? '' : ', on the alias or version itself'}.`,
      { inApp: 'targets.LambdaFunction does so by itself.' },
    ];
  }
  return access.by === 'policy' ? [
    `${what}, and no resource policy of CloudWatch Logs lets EventBridge write to it`,
    `Allow events.amazonaws.com and delivery.logs.amazonaws.com to do ${access.actions.join(' and ')} on ${JSON.stringify(shownArn(statement.Resource))}, where nobody else has done so in this account and Region.`,
    { inApp: 'targets.CloudWatchLogGroup does so by itself.', severity: CheckSeverity.WARNING },
  ] : [
    `${what}, of which no policy lets EventBridge ${access.what === 'topic' ? 'publish' : 'write'} to it for this rule`,
    `Allow events.amazonaws.com to do ${action}${access.what === 'topic' ? '' : `, where aws:SourceArn is the ARN of rule '${rule.path}'`}.`,
    { inApp: 'A target class of aws-events-targets does so by itself.' },
  ];
}

/** An ARN of which parts are known at deployment only. */
function shownArn(arn: unknown): string {
  return String(arn).replace(/\u0000[^\u0000]*\u0000/g, '*');
}
