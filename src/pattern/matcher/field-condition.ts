import { OPERATOR_NAMES } from './operator-names';
import { refusePattern, shown } from './refused-pattern';
import { Scalar, ValueCondition, compileAddress, compileOperator, onlyEntry } from './value-condition';
import { wildcardComplexity } from './wildcard-complexity';
import { WILDCARD_COMPLEXITY } from '../../catalog/quotas';

/**
 * What a pattern wants of one field: one of several things.
 */
export class FieldCondition {
  /**
   * @throws when EventBridge refuses what the list holds
   */
  public static of(items: unknown[], path: string): FieldCondition {
    if (items.length === 0) {
      refusePattern(path, 'is an empty list, which matches no event');
    }
    const values = new Set<Scalar>();
    const conditions: ValueCondition[] = [];
    const wildcards: string[] = [];
    let absent = false;
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      const itemPath = `${path}[${at}]`;
      if (isScalar(item)) {
        values.add(item);
        const address = typeof item === 'string' ? compileAddress(item) : undefined;
        conditions.push(...address ? [address] : []);
        continue;
      }
      if (Array.isArray(item)) {
        refusePattern(itemPath, `is ${shown(item)}, a list in a list: put its values into the one list. events.Match.anyOf(...) joins several matchers`);
      }
      if (typeof item !== 'object' || item === null) {
        refusePattern(itemPath, `is ${shown(item)}: possible are texts, numbers, true, false, null, and objects with one operator`);
      }
      requireNoFields(item, path, itemPath);
      const [name, operand] = onlyEntry(item, itemPath, 'an operator and its value, such as {"prefix": "a"}');
      if (name !== 'exists') {
        conditions.push(compileOperator(name, operand, `${itemPath}.${name}`));
        wildcards.push(...name === 'wildcard' ? [String(operand)] : []);
      } else if (typeof operand !== 'boolean') {
        refusePattern(`${itemPath}.exists`, `is ${shown(operand)}: possible are true and false`);
      } else if (operand) {
        conditions.push(() => true);
      } else {
        absent = true;
      }
    }
    requireSimple(wildcards, path);
    return new FieldCondition(items, values, conditions, absent);
  }

  /** Whether any value of the field can do. */
  public readonly takesValues: boolean;

  private constructor(
    /** The list as the pattern has it. */
    public readonly items: readonly unknown[],
    private readonly values: ReadonlySet<Scalar>,
    private readonly conditions: readonly ValueCondition[],
    /** Whether it does when the event has no such field. */
    public readonly takesAbsence: boolean,
  ) {
    this.takesValues = values.size > 0 || conditions.length > 0;
  }

  public holds(value: Scalar): boolean {
    if (this.values.has(value)) {
      return true;
    }
    for (const condition of this.conditions) {
      if (condition(value)) {
        return true;
      }
    }
    return false;
  }
}

/** EventBridge refuses wildcards of which too many could match side by side. */
function requireSimple(wildcards: string[], path: string): void {
  if (wildcards.length > 0 && wildcardComplexity(wildcards, WILDCARD_COMPLEXITY + 1) > WILDCARD_COMPLEXITY) {
    refusePattern(path, `has wildcards that are too complex together (${wildcards.map(shown).join(', ')}): use fewer of them, or a prefix or suffix`);
  }
}

/** An object of fields is not put into a list, also where the event has a list of objects there. */
function requireNoFields(item: object, path: string, itemPath: string): void {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  if (entries.length > 0 && entries.every(([name, value]) => !OPERATOR_NAMES.includes(name) && typeof value === 'object' && value !== null)) {
    const field = path.split('.').pop();
    refusePattern(itemPath, `is ${shown(item)}, an object of fields in a list: write { ${JSON.stringify(field)}: ${shown(item)} }, which matches an element of a list too`);
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
