import { References } from './references';
import { StackTemplate } from './stack-template';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/** How a reference to a resource stands in a text, and what stands for it while the text is read. */
const REFERENCE = /\u0000[^\u0000]*\u0001[^\u0000]*\u0000|\$\{[A-Za-z]+\}/g;
const STAND_IN = '\uE000';

/**
 * A pattern that a property has as JSON text; nothing where it is not known before the deployment, or is no JSON object. A value
 * that refers to a resource is a reference.
 */
export function jsonPatternOf(value: unknown, references: References, stack: StackTemplate): ServicePattern | undefined {
  const text = references.textOf(value, stack);
  if (text === undefined) {
    return undefined;
  }
  try {
    const pattern = JSON.parse(text.replace(REFERENCE, STAND_IN), (_name, entry) => (typeof entry === 'string' && entry.includes(STAND_IN) ? { Ref: 'Reference' } : entry));
    return typeof pattern === 'object' && pattern !== null && !Array.isArray(pattern) ? pattern : undefined;
  } catch {
    return undefined;
  }
}
