import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check, RuleProblem, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { Verdict, statementsOn, verdictOf } from '../model/policies';

type Why = [why: string, fix: string];

/** What EventBridge does with a target of each type, and what the policy of the target is called. */
const BY_POLICY: Record<string, { readonly action: string; readonly what: string }> = {
  'AWS::SQS::Queue': { action: 'sqs:SendMessage', what: 'queue' },
  'AWS::SNS::Topic': { action: 'sns:Publish', what: 'topic' },
};

/**
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const targetRefusesEvents: Check = {
  id: 'target-refuses-events',
  group: 'loses events',
  summary: 'The target cannot take what EventBridge sends it: its policy or permission does not admit the rule, it is encrypted with a key of AWS that EventBridge may not use, or a FIFO queue lacks what it needs.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule, app) => rule.targets.flatMap((target) => refusals(rule, target, app).map(([why, fix]): RuleProblem => ({
    location: target.location,
    value: target.id,
    message: `Target '${target.id}' ${why}.`,
    fix,
  })))),
};

function refusals(rule: RuleInTemplate, target: TargetOfRule, app: Templates): Why[] {
  const { resource, properties } = target;
  if (!resource) {
    return [];
  }
  return [...keyProblems(resource), ...fifoProblems(resource, properties), ...permissionProblems(rule, target, resource, app)];
}

/** The policy of a key of AWS's cannot be changed, and does not admit EventBridge. */
function keyProblems({ type, properties }: TemplateResource): Why[] {
  const key = properties.KmsMasterKeyId;
  const alias = type === 'AWS::SQS::Queue' ? 'alias/aws/sqs' : type === 'AWS::SNS::Topic' ? 'alias/aws/sns' : undefined;
  return alias && typeof key === 'string' && key.replace(/^.*:(?=alias\/)/, '') === alias ? [[
    `is encrypted with the key ${alias}, whose policy cannot let EventBridge use it`,
    type === 'AWS::SQS::Queue' ? 'Use QueueEncryption.SQS_MANAGED, or QueueEncryption.KMS with a key of your own.'
      : 'Use a key of your own as masterKey, whose policy lets events.amazonaws.com do kms:GenerateDataKey and kms:Decrypt.',
  ]] : [];
}

function fifoProblems({ type, properties }: TemplateResource, target: Record<string, any>): Why[] {
  const isFifo = [properties.FifoQueue, properties.FifoTopic].some((fifo) => fifo === true || fifo === 'true');
  if (!isFifo) {
    return [];
  }
  const problems: Why[] = [];
  if (type === 'AWS::SQS::Queue' && properties.ContentBasedDeduplication !== true && properties.ContentBasedDeduplication !== 'true') {
    problems.push(['is a FIFO queue without content-based deduplication, and EventBridge gives no deduplication id', 'Set contentBasedDeduplication: true on the queue.']);
  }
  if (type === 'AWS::SQS::Queue' && target.SqsParameters?.MessageGroupId === undefined) {
    problems.push(['is a FIFO queue, and the target names no message group', 'Give messageGroupId to the target.']);
  }
  return problems;
}

function permissionProblems(rule: RuleInTemplate, { id, properties }: TargetOfRule, resource: TemplateResource, app: Templates): Why[] {
  if (properties.RoleArn !== undefined) {
    return [];
  }
  const byPolicy = BY_POLICY[resource.type];
  if (byPolicy) {
    const verdicts = statementsOn(resource, app).map(({ owner, list }) => verdictOf(list, byPolicy.action, rule, owner, app));
    return isAdmitted(verdicts) ? [] : [[
      `is ${byPolicy.what} '${resource.path}', of which no policy lets EventBridge ${byPolicy.action === 'sns:Publish' ? 'publish to it' : 'write to it'} for this rule`,
      `Allow events.amazonaws.com to do ${byPolicy.action}, where aws:SourceArn is the ARN of the rule; a target class of aws-events-targets does so by itself.`,
    ]];
  }
  return resource.type === 'AWS::Lambda::Function' && !isAdmitted(permissionVerdicts(rule, resource, app)) ? [[
    `is function '${resource.path}', which EventBridge has no permission to invoke for this rule`,
    `Add an AWS::Lambda::Permission for events.amazonaws.com with the ARN of the rule as SourceArn; targets.LambdaFunction does so by itself. (Target ${id})`,
  ]] : [];
}

function isAdmitted(verdicts: Verdict[]): boolean {
  return verdicts.some((verdict) => verdict !== 'denied');
}

function permissionVerdicts(rule: RuleInTemplate, lambda: TemplateResource, app: Templates): Verdict[] {
  return app.resourcesOf('AWS::Lambda::Permission')
    .filter((permission) => app.referred(permission.properties.FunctionName, permission) === lambda)
    .map((permission) => {
      const { Principal, Action, SourceArn, SourceAccount } = permission.properties;
      const condition = SourceArn === undefined ? undefined : { ArnLike: { 'aws:SourceArn': SourceArn } };
      const account = app.references.textOf(SourceAccount, permission.stack);
      const isOther = account !== undefined && rule.stack.account !== undefined && /^\d{12}$/.test(account) && account !== rule.stack.account;
      return isOther ? 'denied' : verdictOf(
        [{ Effect: 'Allow', Principal: { Service: Principal }, Action, ...(condition && { Condition: condition }) }], 'lambda:InvokeFunction', rule, permission, app);
    });
}
