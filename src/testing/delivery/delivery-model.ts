import { arrivalsOf } from './arrivals';
import { WantedFault, aimFault } from './fault-aim';
import { givenValues } from './given-values';
import { PlayedApp } from './played-app';
import { PlayedBus } from './played-bus';
import { PlayedFault } from './played-fault';
import { PlayedRule, PlayedSubscriber } from './played-rule';
import { Played, Player } from './player';
import { raisedAlarms } from './raised-alarms';
import { TemplateAdmissions } from './template-admissions';
import { Told } from './trace';
import { ValuesInApp } from './values-in-app';
import { nearest } from '../../catalog/nearest';
import { checkEvent, requireEnvelope } from '../../pattern/matcher/checked-event';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { EventEnd } from '../event-end';
import { matchingSample } from '../sampled-event';
import { mismatchReport } from '../tester-messages';

/** The rules of templates that belong together, and what becomes of events there. Loads nothing of the CDK. */
export class DeliveryModel {
  public readonly app: PlayedApp;
  public readonly values: ValuesInApp;
  private readonly admissions: TemplateAdmissions;

  /**
   * @param given values that only a deployment knows
   * @param refused takes rules that cannot be played, which are left out then
   * @param isPlayed whether a rule or alarm is part of the model
   * @throws when EventBridge refuses a pattern, or a value is given to nothing
   */
  constructor(
    templates: Templates, given: Record<string, any> = {}, refused?: (rule: TemplateResource, error: Error) => void,
    isPlayed?: (resource: TemplateResource) => boolean,
  ) {
    this.values = new ValuesInApp(templates, givenValues(templates.stacks, given));
    this.app = new PlayedApp(templates, this.values, refused, isPlayed);
    this.admissions = new TemplateAdmissions(templates);
  }

  /**
   * @throws when the app has nothing that could have the fault
   */
  public aim(faults: readonly WantedFault[]): PlayedFault[] {
    return faults.map((fault) => aimFault(this.app, fault));
  }

  /**
   * Lets an event arrive.
   *
   * @param eventBus where it arrives; by default the default buses of its account and Region
   * @throws when it is no event, or there is no such bus
   */
  public deliver(sample: Record<string, any>, faults: readonly PlayedFault[], eventBus?: string): Told {
    const checked = checkEvent(sample);
    requireEnvelope(checked);
    const { buses, note } = eventBus === undefined ? arrivalsOf(this.app, sample) : { buses: this.busesNamed(eventBus), note: undefined };
    // What is remembered of an event is remembered of this copy, which nobody changes.
    return this.play({ ...sample }, faults, buses, note === undefined ? [] : [note]);
  }

  /** Lets an event that a rule matches come to that rule alone. */
  public deliverTo(rule: PlayedRule, sample: Record<string, any>, faults: readonly PlayedFault[]): Told {
    const bus = this.app.buses.get(rule.busKey)!;
    return this.told(new Player(this.app, this.admissions, sample, faults).playRule(rule, bus), sample, faults, [bus], []);
  }

  /** Lets an event arrive at one event bus. */
  public deliverAt(busKey: string, sample: Record<string, any>, faults: readonly PlayedFault[]): Told {
    return this.play(sample, faults, [this.app.buses.get(busKey)!], []);
  }

  /** Whether the subscriber of a redrive, which tries as often as EventBridge does by itself, can deliver an event. */
  public isDeliveredAgain(subscriber: PlayedSubscriber, sample: Record<string, any>, faults: readonly PlayedFault[]): boolean {
    const { ways } = new Player(this.app, this.admissions, sample, faults).playAgain(subscriber, this.app.buses.get(subscriber.busKey)!);
    return ways[0]?.end === EventEnd.DELIVERED;
  }

  /**
   * An event that a rule matches, of the rule's own account and Region where its pattern leaves them open.
   *
   * @throws when none can be made
   */
  public sampleFor({ tested, account, region }: PlayedRule): Record<string, any> {
    const sample = matchingSample(tested.eventPattern);
    const here = { ...sample, account, region };
    return tested.matcher.mismatches(here).length === 0 ? here : sample;
  }

  private play(sample: Record<string, any>, faults: readonly PlayedFault[], buses: readonly PlayedBus[], notes: readonly string[]): Told {
    return this.told(new Player(this.app, this.admissions, sample, faults).play(buses), sample, faults, buses, notes);
  }

  private told(
    played: Played, sample: Record<string, any>, faults: readonly PlayedFault[], buses: readonly PlayedBus[], notes: readonly string[],
  ): Told {
    const raised = raisedAlarms(this.app, played);
    return { sample, faults, played, raised, notes: played.ways.length > 0 ? notes : [...notes, this.whyNot(sample, buses)] };
  }

  private whyNot(sample: Record<string, any>, buses: readonly PlayedBus[]): string {
    const rules = buses.flatMap((bus) => bus.rules);
    if (rules.length === 0) {
      const others = [...this.app.buses.values()].map(({ name }) => name);
      return `no rule watches the event bus where it arrives${others.length > 0 ? `; the rules are on ${[...new Set(others)].join(', ')}` : ''}`;
    }
    const told = rules.map(({ name, tested }) => ({ rule: name, whyNot: tested.whyNot(sample), mismatches: tested.matcher.mismatches(sample) }));
    return mismatchReport(sample, told, this.values.standIns).replace(/\n/g, '\n  ');
  }

  private busesNamed(text: string): PlayedBus[] {
    const all = [...this.app.buses.values()];
    const name = text.replace(/^arn:.*:event-bus\//, '').replace(/^arn:.*:event-busv2\/([^/]+).*$/, '$1');
    const found = all.filter((bus) => bus.name === name || bus.name.endsWith(`/${name}`) || bus.busName === name || bus.rules.some(({ tested }) => tested.eventBusName === name));
    if (found.length === 0) {
      const names = [...new Set(all.map((bus) => bus.name))];
      throw new Error(`The app has no event bus '${text}' with rules.${names.length > 0 ? ` ${names.length <= 5 ? `Possible: ${names.join(', ')}` : `Nearest: ${nearest(text, names).join(', ')}`}.` : ''}`);
    }
    return found;
  }
}
