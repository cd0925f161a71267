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
  public static readonly PUBLISH = new EventBusAccess('PublishOnly', ['events:PutEvents', 'events:PutRawEvents']);

  /**
   * Attach subscribers to the bus.
   */
  public static readonly SUBSCRIBE = new EventBusAccess('SubscribeOnly', ['events:CreateSubscriber']);

  /**
   * Attach event sources to the bus, which bring it the events of AWS services from these accounts.
   */
  public static readonly EVENT_SOURCES = new EventBusAccess('EventSourceAccess', ['events:CreateEventSource', 'events:DescribeEventBus']);

  /**
   * All of it: publish, subscribe and attach event sources.
   */
  public static readonly FULL = new EventBusAccess('FullAccess', [
    'events:CreateEventSource', 'events:CreateSubscriber', 'events:DescribeEventBus', 'events:PutEvents', 'events:PutRawEvents',
  ]);

  /**
   * @param permission how the managed permission is called after its common beginning
   * @param actions what it allows on the bus, as far as the user guide says
   */
  private constructor(private readonly permission: string, private readonly actions: string[]) {
  }

  /** @internal */
  public _permissionArn(scope: IConstruct): string {
    return `arn:${Stack.of(scope).partition}:ram::aws:permission/AWSRAMEventBridgeEventBusV2${this.permission}`;
  }

  /** @internal */
  public get _subscribes(): boolean {
    return this.actions.includes('events:CreateSubscriber');
  }

  /** @internal */
  public get _bringsEvents(): boolean {
    return this.actions.includes('events:CreateEventSource') || this.actions.includes('events:PutEvents');
  }
}
