import { JsonNumber } from './json-text';
import { isJsonObject } from '../../catalog/json-object';

/** One step into a document: a field, an index, or all that there is. */
export type Step = { readonly field: string } | { readonly index: number } | 'all';

const STEP = /\.([^.[\]*]+)|\[(\d+)\]|(\[\*\]|\.\*)/y;

/**
 * What a JSON path selects, in the part of JSON path that EventBridge knows: `$.detail.items[0].id`, `$.resources[*]`.
 *
 * A path with a wildcard selects a list, which may be empty. Any other path selects one value, or nothing (undefined).
 *
 * @throws when the path is none that EventBridge evaluates
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function selectByPath(path: string, document: unknown): unknown {
  const steps = stepsOf(path);
  const selected = steps.reduce(take, [document]);
  return steps.includes('all') ? selected : selected[0];
}

/**
 * The steps of a JSON path.
 *
 * @throws when the path is none that EventBridge evaluates
 */
export function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    if (!match) {
      break;
    }
    const [, field, index] = match;
    steps.push(field !== undefined ? { field } : index !== undefined ? { index: Number(index) } : 'all');
    at = STEP.lastIndex;
  }
  if (!path.startsWith('$') || at < path.length) {
    throw new Error(`'${path}' is no JSON path that EventBridge evaluates: it takes names after dots, indices and wildcards, such as $.detail.state, $.resources[0] or $.detail.items[*].id.`);
  }
  return steps;
}

function take(values: unknown[], step: Step): unknown[] {
  return values.flatMap((value) => {
    if (step === 'all') {
      return Array.isArray(value) || isObject(value) ? Object.values(value) : [];
    }
    if ('index' in step) {
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
    }
    return isObject(value) && Object.hasOwn(value, step.field) ? [value[step.field]] : [];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value) && !(value instanceof JsonNumber);
}
