import { stepsOf } from '../pattern/input/json-path';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The JSONata expression that selects in an event what a JSON path selects.
 *
 * @throws when the path is none that EventBridge evaluates
 */
export function jsonataOfPath(path: string): string {
  const steps = stepsOf(path);
  const wildcards = path.match(/\[\*\]|\.\*/g) ?? [];
  const selected = steps.map((step) => {
    if (step === 'all') {
      // A step into a list is a step into each of its elements.
      return wildcards.shift() === '.*' ? '.*' : '';
    }
    return 'index' in step ? `[${step.index}]` : `.${IDENTIFIER.test(step.field) ? step.field : JSON.stringify(step.field)}`;
  });
  // A selection of several stays a list when it finds one.
  return `$events.Data${selected.join('')}${steps.includes('all') ? '[]' : ''}`;
}
