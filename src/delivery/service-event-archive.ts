import { Duration, IResolveContext, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { isDefaultBus } from './alarms/rule-metrics';
import { inform, warn } from './construct-notices';
import { knownToDiffer } from './known-to-differ';
import { ownChild } from './own-child';
import { isJsonObject } from '../catalog/json-object';
import { hasReference } from '../pattern/algebra/pattern-size';
import { SmallestUnion, smallestUnionOf } from '../pattern/algebra/pattern-union';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { withSortedKeys } from '../pattern/algebra/sorted-keys';
import { isReference } from '../pattern/matcher/matcher';

const ID = 'ServiceEventArchive';

/**
 * A rule whose events are kept.
 */
export interface ArchivedRule {
  readonly rule: IConstruct;
  readonly pattern: ServicePattern;
  readonly retention: Duration;
  readonly eventBus?: events.IEventBus;
}

/**
 * The archive of an event bus: it keeps what the rules of the app match, so that it can be replayed.
 *
 * There is one in each stack for its rules on the default bus, and one for all rules of any other bus, beside that bus. It
 * keeps events as long as the rule that wants them longest, and stays when its stack is deleted, since what it holds is
 * evidence.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export class ServiceEventArchive extends Construct {
  /**
   * Makes sure that what the rule matches is kept.
   *
   * @throws when the bus cannot have an archive in this app, or the retention is no whole number of days
   */
  public static include(archived: ArchivedRule): events.CfnArchive {
    requireDays(archived);
    const archive = isDefaultBus(archived.eventBus?.eventBusName)
      ? ofDefaultBus(archived.rule)
      : ofBus(archived.rule, archived.eventBus!);
    archive.add(archived);
    return archive.resource;
  }

  private readonly resource: events.CfnArchive;
  private readonly rules: ArchivedRule[] = [];

  constructor(scope: Construct, id: string, sourceArn: string) {
    super(scope, id);
    this.resource = new events.CfnArchive(this, 'Archive', {
      sourceArn,
      description: 'What the rules on events of AWS services match',
      retentionDays: Lazy.number({ produce: () => this.longest() }),
      eventPattern: Lazy.uncachedAny({ produce: (context: IResolveContext) => withSortedKeys(this.union(context).pattern) }),
    });
    this.resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.node.addValidation({ validate: () => this.sayWhenCoarse() });
  }

  private add(archived: ArchivedRule): void {
    const other = this.rules.find(({ retention }) => !isComparable(retention, archived.retention));
    if (other) {
      throw new Error(`Rules '${other.rule.node.path}' and '${archived.rule.node.path}' keep their events in one archive, for ${daysOf(other.retention)} and ${daysOf(archived.retention)}: which is longer is known at deployment only. Give both the same archive retention, or write out the number of days.`);
    }
    this.rules.push(archived);
  }

  private longest(): number {
    const [{ retention: first }] = this.rules;
    return first.isUnresolved() ? first.toDays() : Math.max(...this.rules.map(({ retention }) => retention.toDays()));
  }

  /**
   * References of the archive's own stack are resolved in the given context, where CDK finds them. Another stack's would
   * make the two wait for each other.
   */
  private union(context: Pick<IResolveContext, 'resolve'>): SmallestUnion {
    const stack = Stack.of(this);
    return smallestUnionOf(this.rules.map(({ rule, pattern }) => (Stack.of(rule) === stack
      ? context.resolve(pattern)
      : withoutReferences(Stack.of(rule).resolve(pattern)))));
  }

  private sayWhenCoarse(): string[] {
    const { exact, pattern } = this.union(Stack.of(this));
    if (!exact) {
      inform(this, 'archive-keeps-more',
        `The patterns of ${this.rules.length} rules are too long for one archive, so it keeps ${pattern ? 'all events of their sources' : 'all events of the bus'}, which costs more. Leave the archive out for rules that need none, or acknowledge this notice.`);
    }
    return [];
  }
}

/** Each stack has its own: no other stack's rules, and no order of stacks, change what stands in it. */
function ofDefaultBus(rule: IConstruct): ServiceEventArchive {
  const stack = Stack.of(rule);
  return existingIn(stack) ?? new ServiceEventArchive(stack, ID, stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }));
}

function ofBus(rule: IConstruct, bus: events.IEventBus): ServiceEventArchive {
  const existing = existingIn(bus);
  if (existing) {
    return existing;
  }
  requireArchivable(rule, bus);
  return new ServiceEventArchive(bus as unknown as Construct, ID, bus.eventBusArn);
}

function existingIn(scope: IConstruct): ServiceEventArchive | undefined {
  return ownChild(scope, ID, (child) => child instanceof ServiceEventArchive);
}

function requireArchivable(rule: IConstruct, bus: events.IEventBus): void {
  const stack = Stack.of(rule);
  const differs = (['account', 'region'] as const).find((name) => knownToDiffer(bus.env[name], stack[name]));
  if (differs) {
    throw new Error(`Rule '${rule.node.path}' cannot keep its events in an archive: event bus '${bus.node.path}' is in ${differs} ${bus.env[differs]}, the rule in ${stack[differs]}, and an archive belongs to the account and Region of its bus. Leave out the archive, and make one beside the bus.`);
  }
  if (bus.eventSourceName) {
    throw new Error(`Rule '${rule.node.path}' cannot keep its events in an archive: '${bus.node.path}' is the event bus of partner event source ${bus.eventSourceName}, which receives no events of AWS services. Use the default event bus, or one that they are forwarded to.`);
  }
  const resource = bus.node.defaultChild;
  if (resource instanceof events.CfnEventBus && resource.kmsKeyIdentifier) {
    warn(rule, 'archive-without-key',
      `Event bus '${bus.node.path}' is encrypted with a customer managed key, and its archive with a key that AWS owns. Where that is not enough, leave out the archive here and make an events.Archive with a kmsKey; else acknowledge this warning.`);
  }
}

function requireDays({ rule, retention }: ArchivedRule): void {
  if (retention.isUnresolved()) {
    if (retention.unitLabel() === 'days') {
      return;
    }
    throw new Error(`${optionName('archive')} of rule '${rule.node.path}' is a number of ${retention.unitLabel()} that is known at deployment only, and EventBridge counts days: use Duration.days(...).`);
  }
  const days = retention.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1) {
    throw new Error(`${optionName('archive')} of rule '${rule.node.path}' is ${retention.toHumanString()}: EventBridge keeps events for a whole number of days, at least 1.`);
  }
}

function isComparable(one: Duration, other: Duration): boolean {
  return one.isUnresolved() || other.isUnresolved() ? one.toDays() === other.toDays() : true;
}

function daysOf(retention: Duration): string {
  return retention.isUnresolved() ? 'a number of days known at deployment only' : retention.toHumanString();
}

/** A field whose value is known at deployment only, in another stack, is left open. */
function withoutReferences(pattern: Record<string, any>): Record<string, any> {
  const kept = Object.entries(pattern).map(([name, value]) => {
    const isObject = isJsonObject(value) && !isReference(value);
    return [name, isObject ? withoutReferences(value) : hasReference(value) ? undefined : value] as const;
  });
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined && !(typeof value === 'object' && Object.keys(value).length === 0)));
}
