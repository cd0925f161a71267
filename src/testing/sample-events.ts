import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { RuleTester } from './rule-tester';
import { SampleEventOptions } from './sample-options';
import { override } from './sample-overrides';
import { matchingSample, nearMissSample, sampledApiCall, sampledEvent } from './sampled-event';
import { AwsService } from '../catalog/aws-service';
import { jsonObject } from '../pattern/matcher/json-object';

/**
 * Events as EventBridge delivers them, to try rules with.
 *
 * They are made from the schemas of the catalogue, and are the same whenever they are made. Names and types of fields are
 * those of the schema, and a field with a known set of values has the first of them; other values are invented after the
 * field's name. Whatever a test depends on, it should set itself.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export class SampleEvents {
  /**
   * An event of a service, in a Region in which such events appear.
   *
   * A kind of event without a schema has an empty `detail`. Events that arrive through CloudTrail are records of something
   * that succeeded. `resources` has what the documentation says of such events.
   *
   * @param service the service
   * @param detailType the kind of event, such as `Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION`
   * @param overrides fields to replace: objects are merged field by field, anything else takes the place of what was there,
   * and an id, name, account or Region is replaced wherever the event has it
   * @param options what else is taken
   * @returns the event
   * @throws when the service does not send such events, or an override is of a field that they do not have
   */
  public static of(
    service: AwsService, detailType: string, overrides: { [key: string]: any } = {}, options: SampleEventOptions = {},
  ): { [key: string]: any } {
    return sampledEvent(service, detailType, overrides, options);
  }

  /**
   * The event of an API call, as it arrives through CloudTrail: a call of a user that succeeded, under the name with which
   * CloudTrail records it.
   *
   * @param service the service that was called
   * @param operation the operation, such as `CreateUser`
   * @param overrides fields to replace: objects are merged field by field, anything else takes the place of what was there,
   * and an id, name, account or Region is replaced wherever the event has it
   * @param options what else is taken
   * @returns the event
   * @throws when CloudTrail is not known to record calls of the service, or the operation is none that it records
   */
  public static apiCall(
    service: AwsService, operation: string, overrides: { [key: string]: any } = {}, options: SampleEventOptions = {},
  ): { [key: string]: any } {
    return sampledApiCall(service, operation, overrides, options);
  }

  /**
   * As `of`, with overrides and event as JSON texts, which keep `null` in every language.
   *
   * @param service the service
   * @param detailType the kind of event
   * @param overridesJson fields to replace, as JSON
   * @param options what else is taken
   * @returns the event as JSON
   * @throws when the service does not send such events, or an override is of a field that they do not have
   */
  public static ofJson(service: AwsService, detailType: string, overridesJson: string = '{}', options: SampleEventOptions = {}): string {
    return JSON.stringify(SampleEvents.of(service, detailType, jsonObject(overridesJson, 'The overrides of a sample'), options));
  }

  /**
   * As `apiCall`, with overrides and event as JSON texts, which keep `null` in every language.
   *
   * @param service the service that was called
   * @param operation the operation, such as `CreateUser`
   * @param overridesJson fields to replace, as JSON
   * @param options what else is taken
   * @returns the event as JSON
   * @throws when CloudTrail is not known to record calls of the service, or the operation is none that it records
   */
  public static apiCallJson(service: AwsService, operation: string, overridesJson: string = '{}', options: SampleEventOptions = {}): string {
    return JSON.stringify(SampleEvents.apiCall(service, operation, jsonObject(overridesJson, 'The overrides of a sample'), options));
  }

  /**
   * An event that a rule matches: of the kind that its pattern names, with what the pattern wants. What only a deployment
   * knows has the same stand-ins as in `RuleTester`. Synthesizes the app.
   *
   * @param rule the rule, of this library or another, in a stack
   * @param overrides fields to replace besides, as in `of`
   * @param options what else is taken
   * @returns the event
   * @throws when the construct has no rule with a pattern, or several, or no event could be made
   */
  public static matching(rule: IConstruct, overrides: { [key: string]: any } = {}, options: SampleEventOptions = {}): { [key: string]: any } {
    return override(SampleEvents._matchingPattern(patternOf(rule)), overrides, undefined, options);
  }

  /**
   * An event that a rule just does not match: as `matching` makes it, with one field changed, in `detail` where the pattern
   * wants something there. Synthesizes the app.
   *
   * @param rule the rule, of this library or another, in a stack
   * @returns the event
   * @throws when the construct has no rule with a pattern, or several, or no event could be made
   */
  public static nearMiss(rule: IConstruct): { [key: string]: any } {
    return SampleEvents._nearMissOfPattern(patternOf(rule));
  }

  /** @internal */
  public static _matchingPattern(pattern: { [key: string]: any }): { [key: string]: any } {
    return matchingSample(pattern);
  }

  /** @internal */
  public static _nearMissOfPattern(pattern: { [key: string]: any }): { [key: string]: any } {
    return nearMissSample(pattern);
  }

  private constructor() {
  }
}

function patternOf(rule: IConstruct): Record<string, any> {
  if (typeof rule?.node?.path !== 'string') {
    throw new Error(`A rule is a construct in a stack, and this is ${JSON.stringify(rule)}.`);
  }
  return RuleTester.fromStack(Stack.of(rule)).eventPatternOf(rule);
}
