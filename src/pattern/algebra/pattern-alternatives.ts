import { combinationsOf } from './pattern-combinations';
import { isJsonObject } from '../../catalog/json-object';
import { PATTERN_COMBINATIONS } from '../../catalog/quotas';
import { FieldCondition } from '../matcher/field-condition';
import { OPERATOR_NAMES } from '../matcher/operator-names';
import { refusePattern, shown } from '../matcher/refused-pattern';

/**
 * What an event must have to match, by the path of the field: names with dots between them.
 */
export type Alternative = ReadonlyMap<string, FieldCondition>;

/** Field names that make EventBridge take what stands below `$or` for an operator. */
const RESERVED = new Set([
  'exactly', 'prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'anything-but', 'numeric', 'cidr', 'exists', 'regex', 'not-wildcard',
  'not-equals-ignore-case', '=', '<', '<=', '>', '>=',
]);

/** Fields that are read one after the other. */
interface Fields {
  readonly kind: 'fields';
  readonly entries: [string, unknown][];
  readonly path: string;
  readonly belowOr: boolean;
  next: number;
}

/** Branches of a `$or` that are read one after the other, each beginning with what stood before the `$or`. */
interface Branches {
  readonly kind: 'branches';
  readonly branches: object[];
  readonly path: string;
  readonly orPath: string;
  readonly before: Map<string, FieldCondition>[];
  readonly read: Map<string, FieldCondition>[];
  next: number;
}

/**
 * Takes a pattern apart into the alternatives that its `$or` make; one when it has none.
 *
 * The pattern is read in its order, because what comes later replaces what an earlier part wants of the same field. The
 * parts still to read are kept in a list instead of in calls, so a deep pattern needs no deep stack.
 *
 * @throws when EventBridge refuses the pattern
 */
export function patternAlternatives(pattern: unknown): Alternative[] {
  if (!isJsonObject(pattern)) {
    refusePattern('', `is ${shown(pattern)}: a pattern is an object`);
  }
  const combinations = combinationsOf(pattern);
  if (combinations > PATTERN_COMBINATIONS) {
    refusePattern('', `brings the combinations of all $or to ${combinations}, and EventBridge allows ${PATTERN_COMBINATIONS}`);
  }
  let current = [new Map<string, FieldCondition>()];
  const open: (Fields | Branches)[] = [fieldsOf(pattern, '', false)];
  while (open.length > 0) {
    const part = open[open.length - 1];
    if (part.kind === 'branches') {
      if (part.next > 0) {
        part.read.push(...current);
      }
      if (part.next < part.branches.length) {
        current = part.before.map((alternative) => new Map(alternative));
        open.push(fieldsOf(part.branches[part.next], part.path, true, `${part.orPath}[${part.next}]`));
        part.next += 1;
      } else {
        current = part.read;
        open.pop();
      }
      continue;
    }
    if (part.next === part.entries.length) {
      open.pop();
      continue;
    }
    const [name, value] = part.entries[part.next];
    part.next += 1;
    const path = part.path === '' ? name : `${part.path}.${name}`;
    if (name === '$or') {
      const branches = branchesOf(value, path);
      open.push({ kind: 'branches', branches, path: part.path, orPath: path, before: current, read: [], next: 0 });
    } else if (part.belowOr && RESERVED.has(name)) {
      refusePattern(path, `has the name of an operator, which no field below $or may have: operators stand in a list, such as ["a", {"${name}": ...}]`);
    } else if (Array.isArray(value)) {
      const condition = FieldCondition.of(value, path);
      current.forEach((alternative) => alternative.set(path, condition));
    } else if (isJsonObject(value)) {
      open.push(fieldsOf(value, path, part.belowOr));
    } else {
      refusePattern(path, OPERATOR_NAMES.includes(name)
        ? `is ${shown(value)}: a matcher stands in a list, ${shown(part.path.split('.').pop())}: [{ ${shown(name)}: ${shown(value)} }]. For a field that is called ${name}, write ${shown(name)}: [${shown(value)}]`
        : `is ${shown(value)}: it must be a list of what matches, or an object of fields. Write [${shown(value)}] for the value itself`);
    }
  }
  return current;
}

function fieldsOf(value: object, path: string, belowOr: boolean, shownPath = path): Fields {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) {
    refusePattern(shownPath, 'is an empty object, which says nothing: leave it out, or say that the field must exist');
  }
  return { kind: 'fields', entries, path, belowOr, next: 0 };
}

function branchesOf(value: unknown, path: string): object[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isJsonObject)) {
    return refusePattern(path, `is ${shown(value)}: it must be a list of two or more objects, each with the fields of one alternative`);
  }
  return value;
}
