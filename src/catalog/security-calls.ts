import data from './data/security-calls.json';

/**
 * Calls of one service that are watched together.
 */
export interface SecurityCalls {
  /** Slug of the service. */
  readonly service: string;
  readonly operations: string[];
}

/** What is watched, by the name of the preset. */
export const SECURITY_CALLS: Record<string, SecurityCalls | undefined> = data;
