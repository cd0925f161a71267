import { dataTable } from './data-tables';

/** API calls of one service that are watched together, those that succeed. */
export interface WatchedCalls {
  /** Slug of the service. */
  readonly service: string;
  readonly operations: string[];
  readonly detail?: Record<string, any>;
}

/** Events of one service that are watched together. */
export interface WatchedEvents {
  /** Slug of the service. */
  readonly service: string;
  readonly detailTypes: string[];
  readonly detail?: Record<string, any>;
}

/** What is watched under one name; exactly one of these is given. */
export interface Watched {
  readonly calls?: WatchedCalls;
  readonly events?: WatchedEvents;
  /** A rule that is neither a set of calls of one service, nor of its events. */
  readonly rule?: 'root' | 'signInWithoutMfa' | 'signInFailed';
}

const LISTS = dataTable<Record<string, Watched>>('watchLists');

/** What is watched under a name of `SecurityEvent` or `OperationsEvent`. */
export function watchedAs(name: string): Watched {
  return LISTS()[name];
}
