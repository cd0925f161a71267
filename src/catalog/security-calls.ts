import { dataTable } from './data-tables';

/**
 * Calls of one service that are watched together.
 */
export interface SecurityCalls {
  /** Slug of the service. */
  readonly service: string;
  readonly operations: string[];
}

const CALLS = dataTable<Record<string, SecurityCalls>>('securityCalls');

/** What is watched under the name of a preset. */
export function securityCallsOf(preset: string): SecurityCalls | undefined {
  return CALLS()[preset];
}
