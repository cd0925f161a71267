import { EventSchema } from '../../catalog/event-schema';
import { remedyOf } from '../../catalog/problem';
import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { isMatcher, isReference } from '../../pattern/matcher/matcher';
import { DetailProblem, checkDetailOfKinds } from '../../pattern/schema/check-detail';
import { problemOfDetail } from '../../pattern/schema/problem-of-detail';
import { RuleInTemplate } from '../../template/rule-in-template';
import { RuleProblem, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

const FOUND = new WeakMap<RuleInTemplate, DetailProblem[]>();
/** Many rules of an app are about the same events. */
const SCHEMAS = new Map<string, EventSchema | undefined>();

/**
 * The problems of a rule's filter on `detail`, found by the schemas of its events. Where one of them has no schema, or its
 * kind is not known, nothing can be told.
 */
export function detailProblemsOf(rule: RuleInTemplate, isMeant: (problem: DetailProblem) => boolean): RuleProblem[] {
  let found = FOUND.get(rule);
  if (!found) {
    found = rule.alternatives.flatMap(problemsOf);
    FOUND.set(rule, found);
  }
  return found.filter(isMeant).map((problem) => {
    const told = problemOfDetail(problem);
    return {
      location: inPattern(problem.path),
      value: problem.value ?? problem.path,
      message: told.what,
      fix: remedyOf(told) ?? `Use ${problem.nearest[0] ?? 'what the event has'}.`,
      severity: problem.certain ? undefined : problem.kind === 'unknownField' ? CheckSeverity.INFO : CheckSeverity.WARNING,
    };
  });
}

function problemsOf({ source, 'detail-type': detailType, detail }: ServicePattern): DetailProblem[] {
  const [sources, kinds] = [onlyTextsIn(source), onlyTextsIn(detailType)];
  if (!sources || !kinds || !isMatcher(detail) || isReference(detail)) {
    return [];
  }
  const schemas = kinds.map((kind) => sources.map((name) => schemaOf(name, kind)).find((schema) => schema !== undefined));
  return schemas.length === 0 || schemas.includes(undefined) ? [] : checkDetailOfKinds(detail, schemas as EventSchema[], false);
}

/** The schemas are loaded when the first rule filters on `detail`. */
function schemaOf(source: string, detailType: string): EventSchema | undefined {
  const key = `${source} ${detailType}`;
  if (!SCHEMAS.has(key)) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const schemas = require('../../catalog/event-schemas') as typeof import('../../catalog/event-schemas');
    SCHEMAS.set(key, schemas.schemaOf(source, detailType));
  }
  return SCHEMAS.get(key);
}
