import { IRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ApiCallRule } from './api-call-rule';
import { CallOutcome } from './api-call-rule-props';
import { ConsoleSignInRule } from './console-sign-in-rule';
import { RootActivityRule } from './root-activity-rule';
import { AwsService } from '../../catalog/aws-service';
import { securityCallsOf } from '../../catalog/security-calls';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * What happens in an account that security wants to hear of, most of it from the CIS AWS Foundations Benchmark.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export enum SecurityEvent {
  /**
   * Anything that the root user does or tries to do, sign-in and read-only calls included.
   */
  ROOT_ACTIVITY = 'ROOT_ACTIVITY',

  /**
   * The root user or an IAM user has signed in to the console without multi-factor authentication.
   */
  CONSOLE_SIGN_IN_WITHOUT_MFA = 'CONSOLE_SIGN_IN_WITHOUT_MFA',

  /**
   * An IAM user or an access key was created.
   */
  IAM_USER_OR_ACCESS_KEY_CREATED = 'IAM_USER_OR_ACCESS_KEY_CREATED',

  /**
   * A security group or a network ACL was created, changed or deleted.
   */
  SECURITY_GROUP_OR_NETWORK_ACL_CHANGED = 'SECURITY_GROUP_OR_NETWORK_ACL_CHANGED',

  /**
   * An AWS KMS key was scheduled for deletion.
   */
  KMS_KEY_SCHEDULED_FOR_DELETION = 'KMS_KEY_SCHEDULED_FOR_DELETION',

  /**
   * A trail was created, changed, stopped, started or deleted.
   */
  CLOUDTRAIL_CHANGED = 'CLOUDTRAIL_CHANGED',

  /**
   * The policy, the ACL or the public access block of a bucket, or the public access block of the account, was changed.
   */
  S3_BUCKET_ACCESS_CHANGED = 'S3_BUCKET_ACCESS_CHANGED',

  /**
   * A configuration recorder of AWS Config was stopped or deleted, or its delivery channel was.
   */
  CONFIG_RECORDER_STOPPED = 'CONFIG_RECORDER_STOPPED',

  /**
   * The organization was changed: its accounts, units, policies or invitations.
   */
  ORGANIZATIONS_CHANGED = 'ORGANIZATIONS_CHANGED',
}

/**
 * What is watched, and who is told.
 */
export interface SecurityRulesProps extends ServiceRuleOptions {
  /**
   * What is watched.
   *
   * @default - everything that `SecurityEvent` names
   */
  readonly events?: SecurityEvent[];
}

type MakeRule = (scope: Construct, id: string, options: ServiceRuleOptions) => IRule;

/** What is not a set of operations of one service. */
const MADE_OTHERWISE: Partial<Record<SecurityEvent, MakeRule>> = {
  [SecurityEvent.ROOT_ACTIVITY]: (scope, id, options) => new RootActivityRule(scope, id, options),
  [SecurityEvent.CONSOLE_SIGN_IN_WITHOUT_MFA]: (scope, id, options) =>
    new ConsoleSignInRule(scope, id, { ...options, withoutMfa: true, outcome: CallOutcome.SUCCEEDED }),
};

/**
 * Rules on what security wants to hear of, one for each of `SecurityEvent`, all with the same targets.
 *
 * They match what has succeeded; of the root user they match attempts too.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class SecurityRules extends Construct {
  private readonly ruleByEvent = new Map<SecurityEvent, IRule>();

  /**
   * @throws when nothing is to be watched, the same twice, or several rules are given one name
   */
  constructor(scope: Construct, id: string, props: SecurityRulesProps = {}) {
    super(scope, id);
    const { events = Object.values(SecurityEvent), ...options } = props;
    this.requireDistinct(events);
    if (options.ruleName !== undefined && events.length > 1) {
      throw new Error(`'${this.node.path}' makes ${events.length} rules, which cannot all be called '${options.ruleName}': leave ruleName out.`);
    }
    for (const watched of events) {
      this.ruleByEvent.set(watched, this.makeRule(watched, options));
    }
  }

  /**
   * The rules.
   */
  public get rules(): IRule[] {
    return [...this.ruleByEvent.values()];
  }

  /**
   * The rule on one of the events; nothing when it is not watched.
   *
   * @param securityEvent what the rule is on
   */
  public ruleOf(securityEvent: SecurityEvent): IRule | undefined {
    return this.ruleByEvent.get(securityEvent);
  }

  private makeRule(watched: SecurityEvent, options: ServiceRuleOptions): IRule {
    const id = watched.split('_').map((word) => word[0] + word.slice(1).toLowerCase()).join('');
    const ofService = securityCallsOf(watched);
    return ofService
      ? new ApiCallRule(this, id, {
        ...options,
        service: AwsService.named(ofService.service),
        operations: ofService.operations,
        outcome: CallOutcome.SUCCEEDED,
      })
      : MADE_OTHERWISE[watched]!(this, id, options);
  }

  private requireDistinct(events: SecurityEvent[]): void {
    if (events.length === 0) {
      throw new Error(`events of '${this.node.path}' is an empty list, which watches nothing: name at least one, or leave events out for all of them.`);
    }
    const twice = events.find((watched, at) => events.indexOf(watched) !== at);
    if (twice) {
      throw new Error(`events of '${this.node.path}' names ${twice} twice: once is enough.`);
    }
  }
}
