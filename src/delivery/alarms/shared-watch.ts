import { IConstruct } from 'constructs';

/** Alarms that several watch by. */
export interface WatchedTogether extends IConstruct {
  /** Drops what a user has said of the alarms, who needs them no more. */
  forget?(user: IConstruct): void;
}

const USERS = new WeakMap<IConstruct, Set<IConstruct>>();
const ALARMS = new WeakMap<IConstruct, Set<WatchedTogether>>();

/** Says that alarms which others may use as well watch for a rule, or whatever uses them. */
export function watchFor(user: IConstruct, alarms: WatchedTogether): void {
  USERS.set(alarms, (USERS.get(alarms) ?? new Set()).add(user));
  ALARMS.set(user, (ALARMS.get(user) ?? new Set()).add(alarms));
}

/** A rule that is switched off needs no alarms: those that watch for nobody else go. */
export function stopWatching(user: IConstruct): void {
  for (const alarms of ALARMS.get(user) ?? []) {
    const users = USERS.get(alarms)!;
    users.delete(user);
    if (users.size === 0) {
      alarms.node.scope?.node.tryRemoveChild(alarms.node.id);
    } else {
      alarms.forget?.(user);
    }
  }
  ALARMS.delete(user);
}
