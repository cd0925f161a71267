/**
 * What can go wrong with a call.
 *
 * - `throttled`, `denied`, `broken`: the service answers so, and has done nothing.
 * - `reset`: the connection breaks, and the service has done nothing; `reset after`: it has.
 * - `hanging`: no answer comes, and the service has done nothing; `hanging after`: it has.
 * - `crash`: the function is killed before the call; `crash after`: after the service has done what it was asked for.
 * - `empty`: an answer that says nothing, though the service has done it.
 * - `partial`: of a batch, every other entry fails.
 */
export type FaultKind = 'throttled' | 'denied' | 'broken' | 'reset' | 'reset after' | 'hanging' | 'hanging after'
  | 'crash' | 'crash after' | 'empty' | 'partial';

export const FAULT_KINDS: FaultKind[] = [
  'throttled', 'denied', 'broken', 'reset', 'reset after', 'hanging', 'hanging after', 'crash', 'crash after', 'empty', 'partial',
];

export interface Fault {
  readonly call: string;
  readonly kind: FaultKind;
  /** The first call that fails, counted from 0. @default 0 */
  readonly from?: number;
  /** How many calls fail. @default 1 */
  readonly times?: number;
}
