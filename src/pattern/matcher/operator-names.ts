import { nearest } from '../../catalog/nearest';
import { resembles } from '../../catalog/spelling';

/** The operators that a list of matchers can hold. */
export const OPERATOR_NAMES = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'anything-but', 'numeric', 'cidr', 'exists'];

/** What people write who know the operators of another language. */
const MEANT: [written: RegExp, operator: string][] = [
  [/^(starts?|begins?)[-_]?with$/i, 'prefix'],
  [/^ends?[-_]?with$/i, 'suffix'],
  [/^(contains|includes|like|matches|regex|glob)$/i, 'wildcard'],
  [/^(not|not[-_]?equals?|not[-_]?in|nin|ne|!=|<>)$/i, 'anything-but'],
  [/^([<>]=?|=|gte?|lte?|eq|between|range|greater.*|less.*)$/i, 'numeric'],
  [/^(ip|ip[-_]?address)$/i, 'cidr'],
  [/^(present|is[-_]?null|not[-_]?null|exist)$/i, 'exists'],
];

/** The operator that may be meant by a name that is none. */
export function operatorMeantBy(name: string): string | undefined {
  const [near] = nearest(name, OPERATOR_NAMES, 1);
  return MEANT.find(([written]) => written.test(name))?.[1] ?? (resembles(name, near) || near.startsWith(name) ? near : undefined);
}

/** The comparison that may be meant by one that is none. */
export function comparisonMeantBy(text: unknown): string | undefined {
  return COMPARISONS[String(text).toLowerCase()];
}

const COMPARISONS: Record<string, string> = {
  '=>': '>=', '=<': '<=', '==': '=', '===': '=', 'gt': '>', 'gte': '>=', 'lt': '<', 'lte': '<=', 'eq': '=',
};
