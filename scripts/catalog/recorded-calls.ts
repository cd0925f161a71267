import { readJsonLinesFacts } from './facts';

/** A name that published CloudTrail records have. */
export interface RecordedCall {
  readonly eventSource: string;
  readonly eventName: string;
  /** What the record is of, where it is no API call. */
  readonly eventType?: string;
  /** What the records say of whether the call reads; nothing where they say nothing. */
  readonly readOnly?: boolean | 'varies';
  /** The command of the AWS CLI that made the call. */
  readonly command?: string;
  /** The repositories that hold the records. */
  readonly origin: string;
}

/** What published records show. */
export function recordedCalls(): RecordedCall[] {
  return readJsonLinesFacts<RecordedCall>('cloudtrail/recorded-calls.jsonl');
}
