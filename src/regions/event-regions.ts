import { EVENT_FORWARDING_OPTIONS } from './event-region-kinds';
import { optionName } from '../catalog/option-spelling';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { requireOptionsOf } from '../delivery/options/require-options';

/**
 * How events are forwarded from the Regions in which they appear.
 */
export interface EventForwardingOptions {
  /**
   * Where the alarms on the forwarding go, by the name of the Region that the events come from.
   *
   * Alarm actions are Regional: those of a Region are topics (or other actions) of that Region. A topic may be made in a
   * stack of this app in that Region, best one without rules, or be imported with `sns.Topic.fromTopicArn`. For the
   * rule's own Region, the rule's own alarm actions are used unless this names others.
   *
   * @default - nobody is told; a notice says so once
   */
  readonly alarmActions?: { [region: string]: AlarmActions };

  /**
   * The Regions in which the events appear, where you know better than the catalogue: those of the Regional sign-in
   * endpoints in use, or the home Region of IAM Identity Center. Name the rule's own Region too if they appear there.
   *
   * @default - as the catalogue says
   */
  readonly regions?: string[];
}

/**
 * How a rule gets at events that appear in other Regions than its own.
 *
 * Many global services record their API calls in one Region, and some send their events to one Region only. A rule
 * anywhere else never matches.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
 */
export class EventRegions {
  /**
   * Something outside this app, such as a landing zone, forwards the events to the event bus that the rule watches.
   *
   * @returns that the events arrive
   */
  public static alreadyForwarded(): EventRegions {
    return new EventRegions(undefined);
  }

  /**
   * The app forwards the events itself, to an event bus of its own in the rule's Region.
   *
   * In each Region in which the events appear it makes a support stack, in the same stage, with one forwarder for all
   * rules of the stack that need it, a dead-letter queue and alarms. Where the rule sees all its events already, nothing is
   * made: the same stack can be deployed in several Regions.
   *
   * @param options where the alarms go, and which Regions, if the catalogue should not say
   * @returns that the events are forwarded
   * @throws when a Region's name is not one
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
   */
  public static forward(options: EventForwardingOptions = {}): EventRegions {
    requireOptionsOf('EventRegions.forward', options, EVENT_FORWARDING_OPTIONS);
    if (options.regions?.length === 0) {
      throw new Error(`${optionName('regions')} of EventRegions.forward is an empty list: name the Regions in which the events appear, or leave it out for those that the catalogue knows.`);
    }
    return new EventRegions(options);
  }

  /** @internal */
  private constructor(public readonly _forwarding: EventForwardingOptions | undefined, public readonly _isLenient = false) {
  }

  /**
   * The same for one of several rules: its events are forwarded where the catalogue ties them to Regions, and may just as well
   * appear where the rule is.
   *
   * @param regions in which the events of the rule appear, where the catalogue ties them to none
   * @internal
   */
  public _forOneOfMany(regions?: string[]): EventRegions {
    const needed = regions && this._forwarding && !this._forwarding.regions;
    return this._forwarding ? new EventRegions(needed ? { ...this._forwarding, regions } : this._forwarding, true) : this;
  }
}
