import { Resource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { environmentKey } from './environment-key';
import { groupedDigits } from '../catalog/grouped-digits';
import { optionName } from '../catalog/option-spelling';
import { FUNCTION_POLICY_BYTES, LOG_RESOURCE_POLICIES, QUEUE_POLICY, RULES_OF_FUNCTION } from '../catalog/quotas';

/**
 * What grows at a target with every rule that points to it, until AWS refuses the deployment.
 */
interface TargetLimit {
  readonly resourceType: string;
  readonly rules: number;
  /** Counted for all such resources of the stack's account and Region, instead of for one resource. */
  readonly perEnvironment?: boolean;
  readonly why: string;
  readonly wayOut: string;
  readonly exempt?: (target: IConstruct) => boolean;
}

const LIMITS: TargetLimit[] = [
  {
    resourceType: 'AWS::SQS::Queue',
    rules: QUEUE_POLICY.statements,
    why: `each rule adds a statement to the queue's policy, and Amazon SQS allows ${QUEUE_POLICY.statements}`,
    wayOut: `Let one rule match several events (${optionName('detailTypes')}, or EventPatternRule), spread the rules over several queues, or encrypt the queue with a customer managed key, whose policy does not grow`,
    // CDK names no rule in the policy of such a queue, and equal statements are merged.
    exempt: (target) => (target as { encryptionMasterKey?: unknown }).encryptionMasterKey !== undefined,
  },
  // An alias and a version have policies of their own.
  ...['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'].map((resourceType): TargetLimit => ({
    resourceType,
    rules: RULES_OF_FUNCTION,
    why: `each rule adds a statement of about 400 bytes to the function's policy, and AWS Lambda allows ${groupedDigits(FUNCTION_POLICY_BYTES)} bytes`,
    wayOut: `Let one rule match several events (${optionName('detailTypes')}, or EventPatternRule), or put a queue or a topic before the function`,
  })),
  {
    resourceType: 'AWS::Logs::LogGroup',
    rules: LOG_RESOURCE_POLICIES,
    perEnvironment: true,
    why: `each rule adds a resource policy to CloudWatch Logs, which allows ${LOG_RESOURCE_POLICIES} in an account and Region`,
    wayOut: `Let one rule match several events (${optionName('detailTypes')}, or EventPatternRule)`,
  },
];

const RULES_OF = new WeakMap<IConstruct, Map<string, Set<IConstruct>>>();

/**
 * @throws when the rule is one too many for the target
 */
export function countRuleOf(target: IConstruct | undefined, rule: events.IRule): void {
  if (!target || !Resource.isOwnedResource(target)) {
    return;
  }
  const resourceType = (target.node.defaultChild as { cfnResourceType?: string } | undefined)?.cfnResourceType;
  const limit = LIMITS.find((row) => row.resourceType === resourceType);
  if (!limit || limit.exempt?.(target)) {
    return;
  }
  const counted = limit.perEnvironment ? target.node.root : target;
  const key = limit.perEnvironment ? `${limit.resourceType} ${environmentKey(target)}` : limit.resourceType;
  const byKey = RULES_OF.get(counted) ?? new Map<string, Set<IConstruct>>();
  RULES_OF.set(counted, byKey);
  const rules = byKey.get(key) ?? new Set<IConstruct>();
  byKey.set(key, rules);
  rules.add(rule);
  if (rules.size > limit.rules) {
    throw new Error(`Rule '${rule.node.path}' is number ${rules.size} with target '${target.node.path}': ${limit.why}. ${limit.wayOut}.`);
  }
}
