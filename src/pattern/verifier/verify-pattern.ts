import { detailProblems, dottedName } from './detail-problems';
import { detailTypeProblems } from './detail-type-problems';
import { envelopeProblems, topLevelProblems, wildcardProblems } from './envelope-problems';
import { MeantEvents } from './meant-events';
import { operationProblems } from './operation-problems';
import { PatternProblem } from './pattern-problem';
import { repaired } from './repaired-pattern';
import { eventSourceProblems, sourceProblems } from './source-problems';
import { withStandIns } from './stand-ins';
import { ENVELOPE } from '../../catalog/event-envelope';
import { Alternative, patternAlternatives } from '../algebra/pattern-alternatives';
import { branchesOf } from '../algebra/pattern-branches';
import { ServicePattern } from '../algebra/service-pattern';
import { isOnServiceEvents, isServiceSource } from '../algebra/service-sources';
import { FieldCondition } from '../matcher/field-condition';
import { RefusedPattern } from '../matcher/refused-pattern';

/** What is different from the usual. */
export interface VerifierOptions {
  /** Each kind of events that is named must be able to match, not just one of them. */
  readonly everyKind?: boolean;
}

const GRAMMAR = 'See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.';

/** By what the meaning of an alternative is told. */
const TELLING = ['source', 'detail-type', 'detail.eventSource', 'detail.eventName', 'resources', 'account', 'region'];

/**
 * What is wrong with the pattern of a rule: what EventBridge refuses, and what the catalogue knows to be otherwise. What is
 * known at deployment only is never judged.
 *
 * @param resolved the pattern as it stands in a template, as EventBridge spells it
 */
export function verifyPattern(resolved: ServicePattern, { everyKind = false }: VerifierOptions = {}): PatternProblem[] {
  const compiled = compile(withStandIns(resolved));
  if ('alternatives' in compiled) {
    return meaningProblems(resolved, compiled.alternatives, everyKind);
  }
  // What the pattern is about can be wrong as well.
  const mended = repaired(resolved) as ServicePattern;
  const again = compile(withStandIns(mended));
  return [
    compiled.refused,
    ...'alternatives' in again ? meaningProblems(mended, again.alternatives, everyKind).filter(({ path }) => !`${compiled.refused.path}.`.startsWith(`${path}.`)) : [],
  ];
}

function compile(pattern: unknown): { readonly alternatives: Alternative[] } | { readonly refused: PatternProblem } {
  try {
    return { alternatives: patternAlternatives(pattern) };
  } catch (error) {
    if (!(error instanceof RefusedPattern)) {
      throw error;
    }
    return { refused: { id: 'refused-pattern', path: error.path, what: error.message, nearest: [], wayOut: GRAMMAR, certain: true } };
  }
}

function meaningProblems(pattern: ServicePattern, alternatives: Alternative[], everyKind: boolean): PatternProblem[] {
  const isServicePattern = isOnServiceEvents(pattern);
  const problems = distinctBy(alternatives, telling).map((alternative) => new MeantEvents(alternative)).flatMap((meant) => [
    ...envelopeKindProblems(meant),
    ...meant.fields.has('detail.eventName') && isAboutServices(meant) ? operationProblems(meant) : [],
    ...isServicePattern ? envelopeProblems(meant) : [],
  ]);
  const fields = fieldsOf(alternatives);
  const branches = branchesOf(pattern);
  return distinctBy([
    ...problems,
    ...topLevelProblems(fields, isServicePattern),
    ...isServicePattern ? wildcardProblems(fields) : [],
    ...branches.flatMap((branch) => [...dottedAtTop(branch), ...branchProblems(branch, alternatives, everyKind)]),
  ], ({ id, path, what }) => `${id} ${path} ${what}`);
}

/** Many rules of an app are about the same events. */
const BY_KIND = new Map<string, PatternProblem[]>();
const MOST_KINDS = 1000;

/** What is wrong with the sources, the detail-types and the event sources. */
function envelopeKindProblems(meant: MeantEvents): PatternProblem[] {
  const key = JSON.stringify(TELLING.slice(0, 3).map((path) => meant.fields.get(path)?.items));
  let problems = BY_KIND.get(key);
  if (!problems) {
    problems = [
      ...sourceProblems(meant), ...meant.fields.has('detail.eventSource') ? eventSourceProblems(meant) : [], ...detailTypeProblems(meant),
    ];
    if (BY_KIND.size >= MOST_KINDS) {
      BY_KIND.clear();
    }
    BY_KIND.set(key, problems);
  }
  return problems;
}

function branchProblems(branch: ServicePattern, alternatives: Alternative[], everyKind: boolean): PatternProblem[] {
  if (branch.detail === undefined) {
    return [];
  }
  if (alternatives.length === 1) {
    return detailProblems(branch.detail, new MeantEvents(alternatives[0]), everyKind);
  }
  const { source, 'detail-type': detailType, detail } = branch;
  const envelope = {
    ...(source && { source }),
    ...(detailType && { 'detail-type': detailType }),
    ...(Array.isArray(detail?.eventSource) && { detail: { eventSource: detail.eventSource } }),
  };
  const compiled = Object.keys(envelope).length === 0 ? { alternatives: [new Map()] } : compile(withStandIns(envelope));
  return 'alternatives' in compiled ? detailProblems(detail, new MeantEvents(compiled.alternatives[0]), everyKind) : [];
}

/** Each condition once, by the path of its field. */
function fieldsOf(alternatives: Alternative[]): [string, FieldCondition][] {
  const fields = alternatives.flatMap((alternative) => [...alternative]);
  return alternatives.length === 1 ? fields : [...new Map(fields.map((field) => [field[1], field])).values()];
}

function isAboutServices({ sources }: MeantEvents): boolean {
  return sources === undefined || sources.every(isServiceSource);
}

function telling(alternative: Alternative): string {
  return JSON.stringify(TELLING.map((path) => alternative.get(path)?.items));
}

/** A path that is written as one name, at the top of the pattern. */
function dottedAtTop(branch: ServicePattern): PatternProblem[] {
  return Object.keys(branch).filter((name) => name.includes('.') && ENVELOPE.includes(name.split('.')[0]))
    .map((name) => ({ ...dottedName(name, name), id: 'unknown-top-level-key' }));
}

function distinctBy<T>(values: T[], key: (value: T) => string): T[] {
  return values.length < 2 ? values : [...new Map([...values].reverse().map((value) => [key(value), value])).values()].reverse();
}
