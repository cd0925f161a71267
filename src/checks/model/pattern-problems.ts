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
  readonly patterns: readonly ServicePattern[];
  readonly placeOf: (field: string) => string;
}

/** A problem, and whose pattern has it. */
interface Found {
  readonly patterned: Patterned;
  readonly problem: PatternProblem;
}

/** Many checks ask, each for one kind. */
const FOUND = new WeakMap<Templates, Map<PatternProblemId, Found[]>>();

/** Looks, in all patterns, for what the verifier of patterns finds of one kind. */
export function atEachPattern(id: PatternProblemId): Check['find'] {
  return (app) => (problemsIn(app).get(id) ?? []).map(({ patterned, problem }) => ({
    resource: patterned.resource,
    location: patterned.placeOf(problem.path),
    value: holdsStandIn(problem.value) ? undefined : problem.value,
    message: problem.what,
    fix: remedyOf(problem) ?? `Use ${problem.instead ?? 'what the events have'}.`,
    inApp: problem.inApp,
    severity: problem.certain ? undefined : problem.isMinor ? CheckSeverity.INFO : CheckSeverity.WARNING,
  }));
}

/** What has a pattern that EventBridge refuses. */
export function refusedPatterns(app: Templates): ReadonlySet<TemplateResource> {
  return new Set((problemsIn(app).get('refused-pattern') ?? []).map(({ patterned: { resource } }) => resource));
}

function problemsIn(app: Templates): Map<PatternProblemId, Found[]> {
  let found = FOUND.get(app);
  if (!found) {
    found = new Map();
    const verified = new Map<string, PatternProblem[]>();
    for (const patterned of patternsOf(app)) {
      for (const problem of patterned.patterns.flatMap((pattern) => verifyOnce(pattern, verified))) {
        const ofKind = found.get(problem.id) ?? [];
        ofKind.push({ patterned, problem });
        found.set(problem.id, ofKind);
      }
    }
    FOUND.set(app, found);
  }
  return found;
}

/** Many rules of an app have the same pattern, above all where it has many stages. */
function verifyOnce(pattern: ServicePattern, verified: Map<string, PatternProblem[]>): PatternProblem[] {
  const text = JSON.stringify(pattern);
  let problems = verified.get(text);
  if (!problems) {
    problems = verifyPattern(pattern);
    verified.set(text, problems);
  }
  return problems;
}

function patternsOf(app: Templates): Patterned[] {
  return [
    ...app.rules.map((rule) => ({ resource: rule.resource, patterns: rule.variants, placeOf: (field: string) => (field === '' ? inPattern() : inPattern(field)) })),
    ...[...eventSourcesOf(app), ...subscribersOf(app)].map((part) => ({
      resource: part.resource, patterns: part.pattern ? [part.pattern] : [], placeOf: (field: string) => part.placeOf(field),
    })),
  ];
}
