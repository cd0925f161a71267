import { API_CALL_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { eventSourcesUnder } from '../../catalog/source-index';
import { onlyTextsIn, textsIn } from '../../pattern/algebra/pattern-values';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { RuleInTemplate } from '../../template/rule-in-template';

/** The API calls that a pattern, or one of the alternatives of its `$or`, is about. */
export interface ApiCalls {
  readonly pattern: ServicePattern;
  /** The event sources that are named, or else those of the sources that are named. */
  readonly eventSources: string[];
  /** The operations that are named; nothing where none is. */
  readonly operations?: string[];
}

/** What a rule matches of API calls, where it matches nothing else. */
export function apiCallsOf({ alternatives }: RuleInTemplate): ApiCalls[] {
  return alternatives
    .filter(({ 'detail-type': detailType, detail }) => (detailType === undefined ? onlyTextsIn(detail?.eventSource) !== undefined
      : onlyTextsIn(detailType)?.every((kind) => kind === API_CALL_VIA_CLOUDTRAIL) && detailType.length > 0))
    .map((alternative) => {
      const { source, detail } = alternative;
      return {
        pattern: alternative,
        eventSources: onlyTextsIn(detail?.eventSource) ?? (onlyTextsIn(source) ?? []).flatMap(eventSourcesUnder),
        operations: detail?.eventName === undefined ? undefined : textsIn(detail.eventName),
      };
    });
}
