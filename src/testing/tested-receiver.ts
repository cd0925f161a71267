import { MatchingRule } from './matching-rule';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { TemplateResource } from '../template/template-resource';

/** What hands events to targets that are told of: a rule, or a subscriber of a Custom Event Bus. */
export interface TestedReceiver {
  readonly resource: TemplateResource;
  readonly matcher: EventPatternMatcher;
  readonly logicalId: string;
  readonly eventBusName: string;
  readonly eventPattern: Record<string, any>;
  /** Where it stands in the app, without the stack. */
  readonly constructPath?: string;
  /** What messages call it. */
  readonly name: string;
  /** The names by which it can be selected. */
  readonly names: string[];
  /** Why it gets no event; nothing where it does. */
  readonly silent?: string;

  /** Why an event that the pattern matches does not reach it; nothing where it does. */
  whyNot(sample: Record<string, any>): string | undefined;

  /** It, and what an event that it matches makes of its targets. */
  deliver(sample: Record<string, any>): MatchingRule;
}
