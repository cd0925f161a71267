import { CfnResource, Resource, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../catalog/quotas';
import { warn } from '../delivery/construct-notices';
import { writingStatement } from '../delivery/dead-letters/dead-letter-access';
import { problemOfBroughtQueue, problemOfResource, queueResourceOf } from '../delivery/dead-letters/usable-queue';
import { shown } from '../delivery/options/shown';

/** What EventBridge writes to by leave of a policy of theirs, and the property that names their key. */
const WITH_POLICY: Record<string, { readonly arn: string; readonly what: string; readonly action: string; readonly awsKey: string }> = {
  'AWS::SQS::Queue': { arn: 'queueArn', what: 'queue', action: 'sqs:SendMessage', awsKey: 'alias/aws/sqs' },
  'AWS::SNS::Topic': { arn: 'topicArn', what: 'topic', action: 'sns:Publish', awsKey: 'alias/aws/sns' },
};

/**
 * A target whose answer is looked at where it is bound: it must name something to send to, with a retry policy within what
 * EventBridge takes. Of a queue or topic to which EventBridge may not be able to write, it is said.
 *
 * @param name what the user calls the target
 */
export function checkedTarget(target: events.IRuleTarget, rule: IConstruct, name: string): events.IRuleTarget {
  return {
    bind: (boundTo, id) => {
      const config = target.bind(boundTo, id);
      if (!config?.arn) {
        throw new Error(`A target of rule '${rule.node.path}' (${name}) names ${config ? 'no ARN' : shown(config)} to send the events to: what bind returns needs an arn.`);
      }
      requireRetryPolicy(rule, name, config.retryPolicy);
      requireBroughtQueue(rule, name, config);
      warnOfPolicy(rule, config);
      return config;
    },
  };
}

/** The dead-letter queue that a target brings is as good as one of the rule's options. */
function requireBroughtQueue(rule: IConstruct, name: string, { arn, deadLetterConfig }: events.RuleTargetConfig): void {
  const queueArn = deadLetterConfig?.arn;
  if (queueArn === undefined) {
    return;
  }
  const refusal = (why: string) => `The ${optionName('deadLetterQueue')} of a target of rule '${rule.node.path}' (${name}) cannot be used: ${why}`;
  const problem = queueArn === arn ? undefined : problemOfBroughtQueue(queueArn, rule);
  if (problem) {
    throw new Error(refusal(problem));
  }
  const resource = queueResourceOf(queueArn);
  rule.node.addValidation({ validate: () => [problemOfResource(resource)].filter((late) => late !== undefined).map(refusal) });
  if (!resource && !Token.isUnresolved(queueArn)) {
    const statement = writingStatement(Stack.of(rule), queueArn);
    warn(rule, 'dead-letter-queue-policy', `The policy of ${queueArn}, the ${optionName('deadLetterQueue')} of a target of rule '${rule.node.path}' (${name}), is not written by this app, so EventBridge may not be able to write to it. Its policy must hold this statement: ${JSON.stringify(Stack.of(rule).resolve(statement.toStatementJson()))}. Acknowledge this warning once it does.`);
  }
}

function requireRetryPolicy(rule: IConstruct, name: string, policy: events.RuleTargetConfig['retryPolicy']): void {
  requireWithin(rule, name, 'maxEventAge', policy?.maximumEventAgeInSeconds, EVENT_AGE_SECONDS, ' seconds');
  requireWithin(rule, name, 'retryAttempts', policy?.maximumRetryAttempts, RETRY_ATTEMPTS, '');
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function requireWithin(rule: IConstruct, name: string, option: string, value: number | undefined, { min, max }: Bounds, unit: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= min && value <= max)) {
    throw new Error(`${optionName(option)} of a target of rule '${rule.node.path}' (${name}) is ${value}${unit}: it must be a whole number from ${min} to ${max}${unit}.`);
  }
}

function warnOfPolicy(rule: IConstruct, { targetResource }: events.RuleTargetConfig): void {
  const [kind, known] = Object.entries(WITH_POLICY).find(([, { arn }]) => targetResource && arn in targetResource) ?? [];
  if (!targetResource || !known) {
    return;
  }
  if (!Resource.isOwnedResource(targetResource)) {
    warn(rule, 'target-policy', `The policy of ${known.what} '${targetResource.node.path}', a target of rule '${rule.node.path}', is not written by this app, so EventBridge may not be able to write to it: let events.amazonaws.com call ${known.action} there, for rules of this account, then acknowledge this warning.`);
    return;
  }
  const { cfnResourceType, kmsMasterKeyId } = targetResource.node.defaultChild as CfnResource & { kmsMasterKeyId?: string };
  const key = cfnResourceType === kind ? kmsMasterKeyId : undefined;
  if (JSON.stringify(Stack.of(rule).resolve(key) ?? '').includes(known.awsKey)) {
    warn(rule, 'target-key', `The ${known.what} '${targetResource.node.path}', a target of rule '${rule.node.path}', is encrypted with ${known.awsKey}, which EventBridge cannot use: give it a key of your own, or none.`);
  }
}
