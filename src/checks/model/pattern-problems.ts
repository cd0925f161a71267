import { remedyOf } from '../../catalog/problem';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { PatternProblem, PatternProblemId } from '../../pattern/verifier/pattern-problem';
import { holdsStandIn } from '../../pattern/verifier/stand-ins';
import { verifyPattern } from '../../pattern/verifier/verify-pattern';
import { eventSourcesOf } from '../../template/event-source-in-template';
import { subscribersOf } from '../../template/subscriber-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

/** What has a pattern: a rule, or an event source or subscriber of a Custom Event Bus. */
interface Patterned {
  readonly resource: TemplateResource;
  readonly patterns: () => ServicePattern[];
  readonly placeOf: (field: string) => string;
}

const FOUND = new WeakMap<TemplateResource, PatternProblem[]>();

/** Looks, in all patterns, for what the verifier of patterns finds of one kind. */
export function atEachPattern(id: PatternProblemId): Check['find'] {
  return (app) => patternsOf(app).flatMap((patterned) => problemsOf(patterned).filter((problem) => problem.id === id).map((problem) => ({
    resource: patterned.resource,
    location: patterned.placeOf(problem.path),
    value: holdsStandIn(problem.value) ? undefined : problem.value,
    message: problem.what,
    fix: remedyOf(problem) ?? `Use ${problem.instead ?? 'what the events have'}.`,
    inApp: problem.inApp,
    severity: problem.certain ? undefined : problem.isMinor ? CheckSeverity.INFO : CheckSeverity.WARNING,
  })));
}

function patternsOf(app: Templates): Patterned[] {
  return [
    ...app.rules.map((rule) => ({ resource: rule.resource, patterns: () => rule.variants, placeOf: (field: string) => (field === '' ? inPattern() : inPattern(field)) })),
    ...[...eventSourcesOf(app), ...subscribersOf(app)].map((part) => ({
      resource: part.resource, patterns: () => (part.pattern ? [part.pattern] : []), placeOf: (field: string) => part.placeOf(field),
    })),
  ];
}

function problemsOf({ resource, patterns }: Patterned): PatternProblem[] {
  let found = FOUND.get(resource);
  if (!found) {
    found = patterns().flatMap((pattern) => verifyPattern(pattern));
    FOUND.set(resource, found);
  }
  return found;
}
