import { Fault } from './fault';

/**
 * What the templates leave open.
 */
export interface DeliveryTesterOptions {
  /**
   * Values for what only a deployment knows: a parameter, condition or imported value, a logical id, a place in the app, one of
   * these with an attribute after a dot (`Operations/Work.Arn`), or a pseudo parameter. A name that several stacks
   * have is meant in all of them; with the path of a stack before it (`Network/VpcId`), in that one.
   *
   * @default - the defaults of the templates' parameters, and stand-ins, which `standIns` tells
   */
  readonly parameters?: { [name: string]: any };
}

/**
 * A template, and where it is deployed.
 */
export interface DeployedTemplate {
  /**
   * The CloudFormation template.
   */
  readonly template: { [key: string]: any };

  /**
   * The name of the stack.
   *
   * @default - `Stack1`, `Stack2` and so on, where there are several
   */
  readonly stackName?: string;

  /**
   * The account.
   *
   * @default - not known
   */
  readonly account?: string;

  /**
   * The Region.
   *
   * @default - not known
   */
  readonly region?: string;
}

/**
 * How an event is delivered.
 */
export interface DeliverOptions {
  /**
   * What breaks meanwhile.
   *
   * @default - nothing
   */
  readonly faults?: Fault[];

  /**
   * The event bus where the event arrives: its name, ARN, or place in the app.
   *
   * @default - the default event buses of the event's account and Region; where the app has nothing there, all of them
   */
  readonly eventBusName?: string;
}

/**
 * What is still broken when events are brought back, and which are.
 */
export interface BringBackOptions {
  /**
   * What is still broken. Of functions that fail nothing is known here: they have the event again.
   *
   * @default - nothing
   */
  readonly faults?: Fault[];

  /**
   * The only dead-letter queue or archive that is meant: its construct, its place in the app, its logical id, its name or its ARN.
   *
   * @default - all that keep an event
   */
  readonly of?: any;
}

/**
 * What must not be lost.
 */
export interface ExpectNothingLostOptions {
  /**
   * The event.
   *
   * @default - one for each rule, which its pattern matches
   */
  readonly sample?: { [key: string]: any };

  /**
   * What may break; each fault by itself.
   *
   * @default - every kind of fault, of everything and for good
   */
  readonly faults?: Fault[];

  /**
   * Rules to leave out, each by its construct, its place in the app, its logical id or its name.
   *
   * @default - none
   */
  readonly leaveOut?: any[];

  /**
   * Whether somebody has to be told of what is kept in a queue: an alarm must go off, and have an action.
   *
   * @default true
   */
  readonly alarms?: boolean;
}
