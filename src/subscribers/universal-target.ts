import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { UNIVERSAL_TARGET_OPTIONS } from './event-bus-kinds';
import { optionName } from '../catalog/option-spelling';
import { requireOption, requireOptionsOf } from '../delivery/options/require-options';

const SERVICE = /^[a-z][a-z0-9]*$/;
const ACTION = /^[a-z][A-Za-z0-9]*$/;
const READS = /^(get|list|describe)(?![a-z])/;
const PUBLISHES = ['eventbridge:putEvents', 'eventbridge:putPartnerEvents'];

/**
 * The call of an AWS API, made for each event.
 */
export interface UniversalTargetProps {
  /**
   * The service, as the AWS SDK calls it, such as `dynamodb` or `sfn`.
   */
  readonly service: string;

  /**
   * The action, beginning with a small letter, such as `putItem`. It must change something.
   */
  readonly action: string;

  /**
   * The request, always the same.
   *
   * @default - `jsonata` makes the request
   */
  readonly request?: { [key: string]: any };

  /**
   * The JSONata expression that makes the request of the event, which is `$events.Data`, without the delimiters.
   *
   * @default - `request` is the request
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-transform.html
   */
  readonly jsonata?: string;

  /**
   * What the delivery role must be allowed.
   */
  readonly policyStatements: iam.PolicyStatement[];
}

/**
 * Lets a subscriber of a Custom Event Bus call an AWS API, without a function in between.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-universal-targets.html
 */
export class UniversalTarget implements events.IRuleTarget {
  /**
   * Says which action is called with what.
   *
   * @throws when EventBridge calls no such action
   */
  constructor(private readonly props: UniversalTargetProps) {
    requireOptionsOf('UniversalTarget', props, UNIVERSAL_TARGET_OPTIONS);
    const { service, action, request, jsonata, policyStatements } = props;
    requireOption('UniversalTarget', 'service', service, UNIVERSAL_TARGET_OPTIONS.service);
    requireOption('UniversalTarget', 'action', action, UNIVERSAL_TARGET_OPTIONS.action);
    if (!SERVICE.test(service)) {
      throw new Error(`${optionName('service')} of a UniversalTarget is '${service}': give the name that the AWS SDK has for it, in small letters, such as dynamodb or sfn.`);
    }
    if (!ACTION.test(action)) {
      throw new Error(`${optionName('action')} of a UniversalTarget is '${action}': give the name of the action, beginning with a small letter, such as putItem.`);
    }
    if (READS.test(action) || PUBLISHES.includes(`${service}:${action}`)) {
      const instead = READS.test(action) ? 'an action must change something' : 'give the event bus itself as the target';
      throw new Error(`A subscriber cannot call ${service}:${action}: ${instead}.`);
    }
    if ((request === undefined) === (jsonata === undefined)) {
      throw new Error(`A UniversalTarget for ${service}:${action} needs either request or jsonata.`);
    }
    if (!policyStatements?.length) {
      throw new Error(`${optionName('policyStatements')} of the UniversalTarget for ${service}:${action} is empty: say what the delivery role must be allowed.`);
    }
  }

  /**
   * Rules cannot call an API: only a `ServiceEventSubscriber` can have this target.
   *
   * @throws always
   */
  public bind(rule: events.IRuleRef, _id?: string): events.RuleTargetConfig {
    throw new Error(`Rule '${rule.node.path}' has a UniversalTarget, which only subscribers can call: use targets.AwsApi, or a ServiceEventSubscriber.`);
  }

  /** @internal */
  public _call(subscriber: IConstruct): { arn: string; request: string; statements: iam.PolicyStatement[] } {
    const { service, action, request, jsonata, policyStatements } = this.props;
    return {
      arn: `arn:${Stack.of(subscriber).partition}:events:::aws-sdk:${service}:${action}`,
      request: jsonata === undefined ? Stack.of(subscriber).toJsonString(request) : `{% ${jsonata} %}`,
      statements: policyStatements,
    };
  }
}
