import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ApiCallOutcome } from './api-call-outcome';
import { ApiCallRule } from './api-call-rule';
import { ConsoleSignInRule } from './console-sign-in-rule';
import { RootActivityRule } from './root-activity-rule';
import { SecurityApiCall } from './security-api-call';
import { AwsService } from '../../catalog/aws-service';
import { SECURITY_CALLS } from '../../catalog/security-calls';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * What is watched, and who is told.
 */
export interface SecurityApiCallRulesProps extends ServiceRuleOptions {
  /**
   * What is watched.
   *
   * @default - everything that `SecurityApiCall` names
   */
  readonly calls?: SecurityApiCall[];
}

type MakeRule = (scope: Construct, id: string, options: ServiceRuleOptions) => events.IRule;

/** What is not a set of operations of one service. */
const MADE_OTHERWISE: Partial<Record<SecurityApiCall, MakeRule>> = {
  [SecurityApiCall.ROOT_ACTIVITY]: (scope, id, options) => new RootActivityRule(scope, id, options),
  [SecurityApiCall.CONSOLE_SIGN_IN_WITHOUT_MFA]: (scope, id, options) =>
    new ConsoleSignInRule(scope, id, { ...options, withoutMfa: true, outcome: ApiCallOutcome.SUCCEEDED }),
};

/**
 * Rules on what security wants to hear of, one for each of `SecurityApiCall`, all with the same targets.
 *
 * They match what has succeeded; of the root user they match attempts too.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class SecurityApiCallRules extends Construct {
  private readonly rulesByCall = new Map<SecurityApiCall, events.IRule>();

  /**
   * @throws when nothing is to be watched, the same twice, or several rules are given one name
   */
  constructor(scope: Construct, id: string, props: SecurityApiCallRulesProps = {}) {
    super(scope, id);
    const { calls = Object.values(SecurityApiCall), ...options } = props;
    this.requireDistinct(calls);
    if (options.ruleName !== undefined && calls.length > 1) {
      throw new Error(`'${this.node.path}' makes ${calls.length} rules, which cannot all be called '${options.ruleName}': leave ruleName out.`);
    }
    for (const call of calls) {
      this.rulesByCall.set(call, this.makeRule(call, options));
    }
  }

  /**
   * The rules.
   */
  public get rules(): events.IRule[] {
    return [...this.rulesByCall.values()];
  }

  /**
   * The rule on one of the calls; nothing when it is not watched.
   *
   * @param call what the rule is on
   */
  public ruleOf(call: SecurityApiCall): events.IRule | undefined {
    return this.rulesByCall.get(call);
  }

  private makeRule(call: SecurityApiCall, options: ServiceRuleOptions): events.IRule {
    const id = call.split('_').map((word) => word[0] + word.slice(1).toLowerCase()).join('');
    const ofService = SECURITY_CALLS[call];
    return ofService
      ? new ApiCallRule(this, id, {
        ...options,
        service: AwsService.named(ofService.service),
        operations: ofService.operations,
        outcome: ApiCallOutcome.SUCCEEDED,
      })
      : MADE_OTHERWISE[call]!(this, id, options);
  }

  private requireDistinct(calls: SecurityApiCall[]): void {
    if (calls.length === 0) {
      throw new Error(`calls of '${this.node.path}' is an empty list, which watches nothing: name at least one, or leave calls out for all of them.`);
    }
    const twice = calls.find((call, at) => calls.indexOf(call) !== at);
    if (twice) {
      throw new Error(`calls of '${this.node.path}' names ${twice} twice: once is enough.`);
    }
  }
}
