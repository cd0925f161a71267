import { EncodedObject } from './encoded-schema';
import { readJsonLinesFacts } from './facts';

/** A kind of events as a page of a service's own guide describes it. */
export interface GuideEvent {
  readonly source: string;
  readonly detailType: string;
  readonly page: string;
  /** The fields of `detail` that the page names or its samples show, in the form of the schemas' data file. */
  readonly fields?: EncodedObject;
  /** What the list `resources` of the event names. */
  readonly resources?: string;
  /** How firmly the page promises the event to reach EventBridge. */
  readonly delivery?: 'durable' | 'best effort';
  /** What must be on before the events arrive. */
  readonly needs?: string;
  /** Why the row stands although other documents differ. */
  readonly reason?: string;
}

let rows: GuideEvent[] | undefined;

/** What the guides of the services say of the events, a row for each kind and page. */
export function guideEvents(): GuideEvent[] {
  return rows ??= readJsonLinesFacts<GuideEvent>('guide-events.jsonl');
}
