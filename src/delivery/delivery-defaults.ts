import { IConstruct } from 'constructs';
import { DeliveryDefaultsOptions } from './delivery-options';
import { optionName, optionOff } from '../catalog/option-spelling';
import { DELIVERY_DEFAULTS, OF_ONE_RULE } from './options/delivery-kinds';
import { requireOptions, requireScope } from './options/require-options';

interface ScopeDefaults {
  options: DeliveryDefaultsOptions;
  /** Path of the first construct that has used the defaults of this scope. */
  readBy?: string;
  /** What holds below the scope, once somebody has used it. */
  effective?: DeliveryDefaultsOptions;
}

const DEFAULTS = new WeakMap<IConstruct, ScopeDefaults>();

/**
 * How events are delivered by all rules below a scope: an app, a stage, a stack or any construct.
 *
 * For every property the nearest scope that sets it wins, and a rule's own options win over all.
 */
export class DeliveryDefaults {
  /**
   * The defaults of everything below the given scope.
   *
   * @param scope any construct
   * @returns what sets the defaults of that scope
   */
  public static of(scope: IConstruct): DeliveryDefaults {
    requireScope('DeliveryDefaults.of', scope);
    return new DeliveryDefaults(scope);
  }

  private constructor(private readonly scope: IConstruct) {
  }

  /**
   * Sets defaults. What an earlier call on the same scope has set, and this one does not name, stays.
   *
   * @param options the defaults
   * @throws when a rule below the scope has been made already, since it would not know of them
   */
  public set(options: DeliveryDefaultsOptions): void {
    requireOptions(this.scope, 'DeliveryDefaults.set', options, DELIVERY_DEFAULTS, OF_ONE_RULE);
    const entry = entryOf(this.scope);
    if (entry.readBy !== undefined) {
      throw new Error(`The delivery defaults of '${nameOf(this.scope)}' are set after the rule '${entry.readBy}' has used them: call DeliveryDefaults.of(...).set(...) before the first rule below this scope is made.`);
    }
    if (options.deadLetterQueue && options.deadLetterQueueEnabled === false) {
      throw new Error(`The delivery defaults of '${nameOf(this.scope)}' name a ${optionName('deadLetterQueue')} and ${optionOff('deadLetterQueueEnabled')}: leave out one of the two.`);
    }
    entry.options = nearer(entry.options, options);
  }
}

/**
 * The defaults that hold for a construct. They cannot be changed afterwards.
 */
export function defaultsFor(construct: IConstruct): DeliveryDefaultsOptions {
  return effectiveAt(construct, construct);
}

/** The scopes above have been used as well where the scope has. */
function effectiveAt(scope: IConstruct, user: IConstruct): DeliveryDefaultsOptions {
  const entry = entryOf(scope);
  if (!entry.effective) {
    const above = scope.node.scope;
    const farther = above ? effectiveAt(above, user) : {};
    entry.readBy = user.node.path;
    entry.effective = Object.keys(entry.options).length === 0 ? farther : nearer(farther, entry.options);
  }
  return entry.effective;
}

/**
 * The options of a scope, or a rule, with those of the scopes above it for what they leave out. Of two that contradict each
 * other, the nearer wins: a queue, its own key or none at all; of the alarm actions, each kind by itself.
 */
export function nearer<T extends DeliveryDefaultsOptions>(farther: T, near: T): T {
  const own = defined(near);
  const merged: T = { ...farther, ...own, ...(own.alarmActions && { alarmActions: { ...farther.alarmActions, ...defined(own.alarmActions) } }) };
  const dropped: (keyof DeliveryDefaultsOptions)[] = [
    ...(own.deadLetterQueue && own.deadLetterQueueEnabled === undefined ? ['deadLetterQueueEnabled' as const] : []),
    ...(!own.deadLetterQueue && (own.deadLetterEncryptionKey || own.deadLetterQueueEnabled === false) ? ['deadLetterQueue' as const] : []),
  ];
  return Object.fromEntries(Object.entries(merged).filter(([name]) => !dropped.includes(name as keyof DeliveryDefaultsOptions))) as T;
}

function entryOf(scope: IConstruct): ScopeDefaults {
  let entry = DEFAULTS.get(scope);
  if (!entry) {
    entry = { options: {} };
    DEFAULTS.set(scope, entry);
  }
  return entry;
}

/** A property that is there but undefined (as jsii and object spreads make them) sets nothing. */
function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function nameOf(scope: IConstruct): string {
  return scope.node.path || 'the app';
}
