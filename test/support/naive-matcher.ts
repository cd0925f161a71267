/**
 * How a pattern is read by somebody who knows the documentation and has all the time in the world: an event has one reading
 * for every way to choose an element from each of its lists, and matches when one of its readings has what is wanted.
 */
export function matchesNaively(pattern: Record<string, any>, event: unknown): boolean {
  const readings = readingsOf(event, '');
  return alternativesOf(pattern, '').some((wanted) => readings.some((reading) =>
    [...wanted].every(([path, items]) => items.some((item) => holds(item, reading.get(path))))));
}

type Reading = Map<string, unknown>;

function readingsOf(value: unknown, path: string): Reading[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [new Map()] : value.flatMap((element) => readingsOf(element, path));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce<Reading[]>((readings, [name, held]) => combined(readings, readingsOf(held, `${path}.${name}`)), [new Map()]);
  }
  return [new Map([[path, value]])];
}

/** The fields that are wanted, once for each way to choose from every `$or`. */
function alternativesOf(pattern: Record<string, any>, path: string): Map<string, any[]>[] {
  return Object.entries(pattern).reduce<Map<string, any[]>[]>((alternatives, [name, held]) => {
    if (name === '$or') {
      return combined(alternatives, held.flatMap((branch: Record<string, any>) => alternativesOf(branch, path)));
    }
    return combined(alternatives, Array.isArray(held) ? [new Map([[`${path}.${name}`, held]])] : alternativesOf(held, `${path}.${name}`));
  }, [new Map()]);
}

function combined<T>(some: Map<string, T>[], others: Map<string, T>[]): Map<string, T>[] {
  return some.flatMap((one) => others.map((other) => new Map([...one, ...other])));
}

/** @param value nothing where the field is absent */
function holds(item: any, value: any): boolean {
  if (typeof item !== 'object' || item === null) {
    return value === item;
  }
  const [[operator, operand]] = Object.entries<any>(item);
  switch (operator) {
    case 'exists': return (value !== undefined) === operand;
    case 'prefix': return typeof value === 'string' && (typeof operand === 'string' ? value.startsWith(operand)
      : value.toLowerCase().startsWith(operand['equals-ignore-case'].toLowerCase()));
    case 'suffix': return typeof value === 'string' && value.endsWith(operand);
    case 'equals-ignore-case': return typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
    case 'wildcard': return typeof value === 'string' && new RegExp(`^${operand.split('*').join('.*')}$`).test(value);
    case 'numeric': return typeof value === 'number' && within(value, operand);
    case 'anything-but': return value !== undefined && !excludes(operand, value);
    default: throw new Error(`no such operator: ${operator}`);
  }
}

function within(value: number, [comparison, bound, ...others]: any[]): boolean {
  const holding = { '<': value < bound, '<=': value <= bound, '>': value > bound, '>=': value >= bound, '=': value === bound }[comparison as string]!;
  return holding && (others.length === 0 || within(value, others));
}

function excludes(operand: any, value: any): boolean {
  return typeof operand === 'object' && operand !== null && !Array.isArray(operand) ? holds(operand, value) : [operand].flat().includes(value);
}
