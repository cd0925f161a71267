import { isReference } from '../matcher/matcher';

/** Stands for a text that is known at deployment only. */
const UNKNOWN_TEXT = '\u0001known at deployment only';
/** What stands for it where only one kind of value can be: the grammar cannot be wrong there. */
const BY_OPERATOR: Record<string, unknown> = { numeric: 0, cidr: '10.0.0.0/8', exists: true };

/** Whether a value of a pattern stands for one that is known at deployment only. */
export function isStandIn(value: unknown): boolean {
  return value === UNKNOWN_TEXT;
}

/** Whether a matcher compares with something that is known at deployment only. */
export function holdsStandIn(matcher: unknown): boolean {
  return isStandIn(matcher) || (typeof matcher === 'object' && matcher !== null && Object.values(matcher).some(holdsStandIn));
}

/**
 * The pattern with a value in each place that is known at deployment only, so that it can be compiled. A list that is
 * known at deployment only becomes a list of one.
 *
 * @param resolved the pattern as it stands in a template
 */
export function withStandIns(resolved: unknown): unknown {
  return isReference(resolved) ? [UNKNOWN_TEXT] : fields(resolved);
}

function fields(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => inList(element, undefined));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, ofField(name, entry)]));
}

/** The alternatives of `$or` are fields again, and no matchers. */
function ofField(name: string, value: unknown): unknown {
  return isReference(value) ? [UNKNOWN_TEXT] : name === '$or' && Array.isArray(value) ? value.map(fields) : fields(value);
}

/** A matcher, or what an operator compares with. */
function inList(value: unknown, operator: string | undefined): unknown {
  if (isReference(value)) {
    return operator === undefined ? UNKNOWN_TEXT : BY_OPERATOR[operator] ?? UNKNOWN_TEXT;
  }
  if (Array.isArray(value)) {
    return value.map((element) => inList(element, operator));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inList(entry, name)]));
}
