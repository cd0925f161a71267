import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * What other accounts may do with a Custom Event Bus that is shared with them. Each is a managed permission of AWS RAM.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-sharing.html
 */
export class EventBusAccess {
  /**
   * Publish events to the bus.
   */
  public static readonly PUBLISH = new EventBusAccess('PublishOnly');

  /**
   * Attach subscribers to the bus.
   */
  public static readonly SUBSCRIBE = new EventBusAccess('SubscribeOnly');

  /**
   * Attach event sources to the bus, which bring it the events of AWS services from these accounts.
   */
  public static readonly EVENT_SOURCES = new EventBusAccess('EventSourceAccess');

  /**
   * All of it: publish, subscribe and attach event sources.
   */
  public static readonly FULL = new EventBusAccess('FullAccess');

  /**
   * @param permission how the managed permission is called after its common beginning
   */
  private constructor(private readonly permission: string) {
  }

  /** @internal */
  public _permissionArn(scope: IConstruct): string {
    return `arn:${Stack.of(scope).partition}:ram::aws:permission/AWSRAMEventBridgeEventBusV2${this.permission}`;
  }
}
