import { EventPatternMatcher } from '../../pattern/matcher/event-pattern-matcher';
import { TemplateResource } from '../../template/template-resource';

/**
 * An archive of an event bus. What a replay brings is not archived again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export interface PlayedArchive {
  readonly name: string;
  readonly resource: TemplateResource;
  readonly busKey: string;
  /** What it keeps; nothing where that is everything. */
  readonly matcher?: EventPatternMatcher;
  /** 0 for good. */
  readonly retentionDays: number;
}

export function isKept({ matcher }: PlayedArchive, sample: Record<string, any>): boolean {
  return sample['replay-name'] === undefined && (matcher === undefined || matcher.mismatches(sample).length === 0);
}
