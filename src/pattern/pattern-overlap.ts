import { PatternLeaves, leavesOf, patternOfLeaves } from './pattern-leaves';

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

function mayMatch(matcher: any, value: unknown): boolean {
  if (isLiteral(matcher)) {
    return matcher === value;
  }
  const [operator, operand] = operation(matcher);
  const compare = OPERATORS[operator];
  return compare && typeof value === 'string' ? compare(operand, value) : true;
}

function operation(matcher: object): [operator: string, operand: any] {
  return Object.entries(matcher)[0] ?? ['', undefined];
}

type Operator = (operand: any, value: string) => boolean;

const OPERATORS: Partial<Record<string, Operator>> = {
  'prefix': (operand, value) => compareText(operand, value, (text, start) => text.startsWith(start)),
  'suffix': (operand, value) => compareText(operand, value, (text, end) => text.endsWith(end)),
  'equals-ignore-case': (operand, value) => String(operand).toLowerCase() === value.toLowerCase(),
  'exists': (operand) => operand === true,
  'anything-but': (operand, value) => !butOf(operand).some((matcher) => mayMatch(matcher, value)),
};

function compareText(operand: any, value: string, compare: (text: string, part: string) => boolean): boolean {
  return typeof operand === 'string' ? compare(value, operand) : compare(value.toLowerCase(), String(operand['equals-ignore-case']).toLowerCase());
}

/** What is excepted, each as a matcher of its own. What cannot be told is not taken for an exception. */
function butOf(operand: any): unknown[] {
  if (isLiteral(operand) || Array.isArray(operand)) {
    return [operand].flat();
  }
  const [operator, operands] = operation(operand);
  return OPERATORS[operator] ? [operands].flat().map((one) => ({ [operator]: one })) : [];
}
