import { PatternLeaves, leavesOf, patternOfLeaves } from './pattern-leaves';
import { hasReference } from './pattern-size';
import { Scalar, compileOperator } from '../matcher/value-condition';

/**
 * A pattern of nothing but literal values.
 */
export type LiteralPattern = Record<string, any>;

/**
 * Whether an event could match both patterns. Where that cannot be told, it could.
 */
export function overlaps(pattern: object, literal: LiteralPattern): boolean {
  const leaves = leavesOf(pattern);
  return [...leavesOf(literal)].every(([path, values]) => {
    const asked = leaves.get(path);
    return asked === undefined || values.some((value) => asked.some((matcher) => mayMatch(matcher, value)));
  });
}

/**
 * Whether an event could match both of two patterns, neither of which need be literal. Where that cannot be told, it could.
 */
export function mayOverlap(one: object, other: object): boolean {
  const others = leavesOf(other);
  const mayBoth = (asked: any, value: any) => (isLiteral(value) ? mayMatch(asked, value) : !isLiteral(asked) || mayMatch(value, asked));
  return [...leavesOf(one)].every(([path, values]) =>
    others.get(path)?.some((asked) => values.some((value) => mayBoth(asked, value))) ?? true);
}

/**
 * Whether all events that match the pattern match the literal one too.
 */
export function isWithin(pattern: object, literal: LiteralPattern): boolean {
  const leaves = leavesOf(pattern);
  return [...leavesOf(literal)].every(([path, values]) => leaves.get(path)?.every((value) => values.includes(value)) ?? false);
}

/**
 * Whether the pattern asks for fields that the literal one tells its events by.
 */
export function asksFor(pattern: object, literal: LiteralPattern): boolean {
  const leaves = leavesOf(pattern);
  return [...leavesOf(literal).keys()].every((path) => leaves.has(path));
}

/**
 * The pattern of what matches both.
 */
export function narrow(pattern: object, literal: LiteralPattern): Record<string, any> {
  const leaves = leavesOf(pattern);
  for (const [path, values] of leavesOf(literal)) {
    leaves.set(path, values.filter((value) => leaves.get(path)?.some((matcher) => mayMatch(matcher, value)) ?? true));
  }
  return patternOfLeaves(leaves);
}

/**
 * The pattern, taken apart by the literal values that it lists for the given fields.
 */
export function takeApart(pattern: object, paths: Iterable<string>): object[] {
  let parts: PatternLeaves[] = [leavesOf(pattern)];
  for (const path of paths) {
    parts = parts.flatMap((part) => {
      const values = part.get(path);
      return values && values.length > 1 && values.every(isLiteral) ? values.map((value) => new Map(part).set(path, [value])) : [part];
    });
  }
  return parts.map(patternOfLeaves);
}

export function isLiteral(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** Whether the matcher takes the value for certain. */
export function surelyMatches(matcher: any, value: Scalar): boolean {
  return isLiteral(matcher) ? matcher === value : accepts(matcher, value) === true;
}

/** Grammar is left to the CDK: what cannot be compiled, or is known at deployment only, could match. */
function mayMatch(matcher: any, value: Scalar): boolean {
  return isLiteral(matcher) ? matcher === value : accepts(matcher, value) !== false;
}

/** Nothing where it cannot be told. */
function accepts(matcher: any, value: Scalar): boolean | undefined {
  if (hasReference([matcher])) {
    return undefined;
  }
  const [operator, operand] = Object.entries(matcher)[0] ?? [''];
  if (operator === 'exists') {
    return operand === true;
  }
  try {
    return compileOperator(operator, operand, operator)(value);
  } catch {
    return undefined;
  }
}
