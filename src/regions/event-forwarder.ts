import { Stack, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ForwardedEventsBus } from './forwarded-events-bus';
import { DeliveryType } from '../catalog/delivery-type';
import { problemId } from '../delivery/construct-notices';
import { Delivery } from '../delivery/delivery';
import { DeliveryGuard } from '../delivery/delivery-guard';
import { DISABLED, WITH_READ_ONLY_CALLS, isDisabled } from '../delivery/rule-state';
import { SendingRole } from '../delivery/sending-role';
import { isLiteral } from '../pattern/algebra/pattern-overlap';
import { disjointUnionOf } from '../pattern/algebra/pattern-union';
import { ServicePattern, toEventPattern } from '../pattern/algebra/service-pattern';

const MAX_RULES_LENGTH = 200;

/** What checks find in a pattern that is wide, and nobody can acknowledge on a rule that is made at synthesis. */
const WIDE = ['api-call-without-event-name', 'source-alone'];

/**
 * A rule that is fed by forwarding.
 */
export interface ForwardedRule {
  /** The path of the construct that the user has made. */
  readonly path: string;
  /** The rule itself, which need not exist before synthesis. */
  readonly rule: () => events.Rule;
  readonly deliveryType: () => DeliveryType;
}

interface Need {
  readonly rule: ForwardedRule;
  readonly pattern: ServicePattern;
}

/**
 * Sends what any of an app's rules needs from the default event bus of one Region to the app's own bus, each event once.
 *
 * What is needed is known when all rules have been made, so the forwarding rules are made at synthesis.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class EventForwarder extends Construct {
  private readonly needs: Need[] = [];
  private built = false;

  constructor(scope: Construct, id: string, private readonly bus: ForwardedEventsBus) {
    super(scope, id);
  }

  public add(rule: ForwardedRule, patterns: ServicePattern[]): void {
    if (this.built) {
      throw new Error(`Rule '${rule.path}' is made during synthesis, after the forwarder '${this.node.path}': make rules whose events are forwarded before the app is synthesized.`);
    }
    this.needs.push(...patterns.map((pattern) => ({ rule, pattern })));
  }

  /**
   * Makes the forwarding rules.
   *
   * @param deliveryFor how their deliveries are guarded, given the firmest promise of the events
   */
  public build(deliveryFor: (deliveryType: DeliveryType) => Delivery): void {
    if (this.built) {
      return;
    }
    this.built = true;
    const active = this.needs.filter(({ rule }) => !isDisabled(resourceOf(rule)));
    const enabled = active.length > 0;
    // A stack may not be empty: for nothing but rules that are switched off, the forwarder is switched off too.
    const needs = (enabled ? active : this.needs).flatMap(bySource);
    const target = this.busTarget();
    const guaranteed = needs.some(({ rule }) => rule.deliveryType() === DeliveryType.GUARANTEED);
    const delivery = deliveryFor(guaranteed ? DeliveryType.GUARANTEED : DeliveryType.BEST_EFFORT);
    const [withReads, others] = separateReads(needs);
    this.makeRules('Rule', others, enabled ? undefined : DISABLED, target, delivery);
    this.makeRules('ReadOnlyCallsRule', withReads, WITH_READ_ONLY_CALLS, target, delivery);
  }

  private makeRules(id: string, needs: Need[], state: string | undefined, target: events.IRuleTarget, delivery: Delivery): void {
    const { region } = Stack.of(this);
    const subject = `AWS services, forwarded from ${region} to ${this.bus.region} for ${listRules(needs)}`;
    disjointUnionOf(needs.map(({ pattern }) => pattern)).forEach((pattern, at) => {
      const rule = new events.Rule(this, `${id}${at === 0 ? '' : at + 1}`, {
        description: `Forwards AWS events from ${region} to the event bus ${this.bus.busName} in ${this.bus.region}`,
        eventPattern: toEventPattern(pattern),
      });
      if (state) {
        (rule.node.defaultChild as events.CfnRule).state = state;
      }
      Validations.of(rule).acknowledge(...WIDE.map((check) => ({ id: problemId(check), reason: 'The forwarder takes what the rules that it serves ask for.' })));
      rule.addTarget(new DeliveryGuard(rule, { rule, delivery, subject, enabled: state !== DISABLED, isFinal: true }).guard(target));
    });
  }

  /** The account is the same at both ends, so the role is all that sending needs. */
  private busTarget(): events.IRuleTarget {
    const arn = Stack.of(this).formatArn({
      service: 'events', resource: 'event-bus', resourceName: this.bus.busName, region: this.bus.region,
    });
    const role = new SendingRole(this, 'Role', arn, `Sends AWS events to the event bus ${this.bus.busName} in ${this.bus.region}`);
    return { bind: () => ({ arn, role }) };
  }
}

function resourceOf({ rule }: ForwardedRule): events.CfnRule {
  return rule().node.defaultChild as events.CfnRule;
}

function bySource({ rule, pattern }: Need): Need[] {
  return pattern.source?.every(isLiteral)
    ? pattern.source.map((source) => ({ rule, pattern: { ...pattern, source: [source] } }))
    : [{ rule, pattern }];
}

/**
 * Takes out the needs of all sources of which a rule wants read-only calls too: two rules on one source, of which only
 * one sees these, could both forward an event.
 */
function separateReads(needs: Need[]): [withReads: Need[], others: Need[]] {
  const sourceOf = ({ pattern }: Need) => pattern.source?.[0];
  const reading = needs.filter(({ rule }) => resourceOf(rule).state === WITH_READ_ONLY_CALLS);
  const sources = new Set(reading.map(sourceOf));
  const anySource = needs.some((need) => !isLiteral(sourceOf(need)) || sourceOf(need) === undefined);
  const reads = (need: Need) => reading.length > 0 && (anySource || sources.has(sourceOf(need)));
  return [needs.filter(reads), needs.filter((need) => !reads(need))];
}

/** As many as the description of an alarm has room for. */
function listRules(needs: Need[]): string {
  const paths = [...new Set(needs.map(({ rule }) => rule.path))].sort();
  const named = paths.filter((_path, at) => at === 0 || paths.slice(0, at + 1).join(', ').length <= MAX_RULES_LENGTH);
  const more = paths.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
