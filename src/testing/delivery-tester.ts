import { Stack, Stage } from 'aws-cdk-lib';
import { optionName } from '../catalog/option-spelling';
import { DeliveryModel } from './delivery/delivery-model';
import { WantedFault } from './delivery/fault-aim';
import { lostEvents } from './delivery/lost-events';
import { outcomeOf } from './delivery/outcome-of';
import type { PlayedFault } from './delivery/played-fault';
import { textName } from './delivery/text-name';
import { DeliveryOutcome } from './delivery-outcome';
import { BringBackOptions, DeliverOptions, DeliveryTesterOptions, ExpectNothingLostOptions, DeployedTemplate } from './delivery-tester-options';
import { Fault } from './fault';
import { KeptEvents } from './kept-events';
import type { RedriveOutcome } from './redrive-outcome';
import { stacksBelow, templatesBelow } from './synthesized-templates';
import { resolveTokensInApp } from './tokens-in-app';
import { checkEvent, requireEnvelope } from '../pattern/matcher/checked-event';
import { jsonObject } from '../pattern/matcher/json-object';
import { StackTemplate } from '../template/stack-template';
import { Templates } from '../template/templates';

/**
 * Plays through what happens to events when something breaks, without deploying anything.
 *
 * It reads the templates of a whole app, and does what EventBridge does: matches rules, tries again, passes events on to other
 * event buses, and keeps in dead-letter queues what cannot be delivered. Time passes in the model only. Where AWS does not
 * document what happens, the model says what it assumes: `docs/testing.md` lists it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export class DeliveryTester {
  /**
   * All stacks of an app, or of a stage. Synthesizes it.
   *
   * @param app the app
   * @param options what only a deployment can know
   * @returns the tester
   * @throws when EventBridge refuses a pattern, or `parameters` names what no template has
   */
  public static fromApp(app: Stage, options: DeliveryTesterOptions = {}): DeliveryTester {
    return new DeliveryTester(templatesBelow(app), options, stacksBelow(app));
  }

  /**
   * Some stacks of an app, with their nested stacks. Synthesizes the app.
   *
   * @param stacks the stacks
   * @param options what only a deployment can know
   * @returns the tester
   * @throws when EventBridge refuses a pattern, or `parameters` names what no template has
   */
  public static fromStacks(stacks: Stack[], options: DeliveryTesterOptions = {}): DeliveryTester {
    requireList('stacks', stacks, 'of stacks; fromApp takes an app');
    return new DeliveryTester(templatesBelow(...stacks), options, stacks);
  }

  /**
   * Templates that are deployed together, as objects.
   *
   * @param templates the templates, and where each is deployed
   * @param options what only a deployment can know
   * @returns the tester
   * @throws when one is no template, EventBridge refuses a pattern, or `parameters` names what no template has
   */
  public static fromTemplates(templates: DeployedTemplate[], options: DeliveryTesterOptions = {}): DeliveryTester {
    requireList('templates', templates, 'of { template, account, region }');
    if (templates.length === 0) {
      throw new Error('DeliveryTester.fromTemplates is given no template.');
    }
    const stacks = templates.map(({ template, stackName, account, region }, at) => {
      if (typeof template?.Resources !== 'object' || template.Resources === null) {
        throw new Error('A template has Resources, and this has none: give the parsed JSON of a CloudFormation template.');
      }
      requireEnvironment(account, region);
      const name = stackName ?? (templates.length === 1 ? undefined : `Stack${at + 1}`);
      return new StackTemplate(template, { path: name, stackName: name, account, region });
    });
    return new DeliveryTester(stacks, options);
  }

  private readonly model: DeliveryModel;
  private readonly kept: KeptEvents;

  private constructor(templates: StackTemplate[], { parameters = {} }: DeliveryTesterOptions, private readonly stacks: Stack[] = []) {
    this.model = new DeliveryModel(new Templates(templates), parameters);
    this.kept = new KeptEvents(this.model);
  }

  /**
   * What was invented for what only a deployment knows, by what it stands for. A part of a pattern that has one matches events
   * with the same text.
   */
  public get standIns(): { [name: string]: string } {
    return this.model.values.standIns;
  }

  /**
   * Lets an event arrive.
   *
   * @param sample the event, as EventBridge delivers it to a target, such as `SampleEvents.of` makes it. From an app or stacks, it
   * may hold tokens, such as the name of a bucket
   * @param options what breaks meanwhile, and where the event arrives
   * @returns what happens to it
   * @throws when it is no event, or the app has nothing that could have one of the faults
   */
  public deliver(sample: { [key: string]: any }, options: DeliverOptions = {}): DeliveryOutcome {
    const { faults = [], eventBusName } = options;
    const resolved = this.resolve(sample);
    const told = this.model.deliver(resolved, this.aim(faults), eventBusName);
    this.kept.add(told.played, resolved);
    return outcomeOf(told);
  }

  /**
   * As `deliver`, of an event as a JSON text, which keeps `null` in every language.
   *
   * @param sampleJson the event as JSON
   * @param options what breaks meanwhile, and where the event arrives
   * @returns what happens to it
   * @throws when it is no event, or the app has nothing that could have one of the faults
   */
  public deliverJson(sampleJson: string, options: DeliverOptions = {}): DeliveryOutcome {
    return this.deliver(jsonObject(sampleJson, 'An event'), options);
  }

  /**
   * Runs the functions of `DeadLetterRedrive` and `SubscriberRedrive` on the dead-letter queues of the model, with their very code:
   * what earlier calls of `deliver` have left there is sent to its targets again, or delivered again by its Custom Event Bus.
   * Whether the app has such a function, and what it may do, is not looked at.
   *
   * @param options which queue, and what is still broken
   * @returns what was sent, and what stays
   * @throws when the app has no such queue
   */
  public redrive(options: BringBackOptions = {}): RedriveOutcome {
    const { faults = [], of } = options;
    return this.kept.redrive(this.aim(faults), of === undefined ? undefined : textName(of));
  }

  /**
   * Replays the archives of the model: the events that earlier calls of `deliver` have left there come to their event bus again,
   * with `replay-name`.
   *
   * @param options which archive, and what is still broken
   * @returns what becomes of each event
   * @throws when the app has no such archive
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
   */
  public replay(options: BringBackOptions = {}): DeliveryOutcome[] {
    const { faults = [], of } = options;
    return this.kept.replay(this.aim(faults), of === undefined ? undefined : textName(of)).map(outcomeOf);
  }

  /**
   * Makes sure that no event is lost, whatever single thing breaks: each is delivered, perhaps late, or kept in a queue, and of
   * what is kept somebody is told.
   *
   * @param options which event, and what may break
   * @throws with the trace of the first event that is lost, or that nobody is told of
   */
  public expectNothingLost(options: ExpectNothingLostOptions = {}): void {
    const { sample, faults = Fault.each(), leaveOut = [], alarms = true } = options;
    requireList(optionName('leaveOut'), leaveOut, 'of rules');
    const [lost] = lostEvents(this.model, {
      sample: sample && this.resolve(sample), faults: this.aim(faults), except: leaveOut.map(textName), alarms,
    });
    if (lost !== undefined) {
      throw new Error(lost);
    }
  }

  private aim(faults: Fault[]): PlayedFault[] {
    requireList(optionName('faults'), faults, 'such as [Fault.targetIsGone()]');
    return this.model.aim(faults.map(wanted));
  }

  private resolve(sample: { [key: string]: any }): { [key: string]: any } {
    // What is no event is refused before its tokens are looked for, which goes down into it.
    requireEnvelope(checkEvent(sample));
    return this.stacks.length === 0 ? sample : resolveTokensInApp(sample, this.stacks, this.model.values);
  }
}

function requireList(what: string, given: unknown, kind: string): void {
  if (!Array.isArray(given)) {
    throw new Error(`${what} is ${typeof given === 'object' ? 'an object' : String(given)}: give a list ${kind}.`);
  }
}

function requireEnvironment(account: string | undefined, region: string | undefined): void {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new Error(`${optionName('account')} is '${account}': the id of an account has 12 digits.`);
  }
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new Error(`${optionName('region')} is '${region}': a Region is named like eu-west-1.`);
  }
}

function wanted(fault: Fault): WantedFault {
  if (!(fault instanceof Fault)) {
    throw new Error(`A fault is ${JSON.stringify(fault)}: give one such as Fault.targetIsGone().`);
  }
  return { name: fault._kind, of: fault._of === undefined ? undefined : textName(fault._of), lastsSeconds: fault._lastsSeconds };
}
