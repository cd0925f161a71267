import { asList } from '../../catalog/as-list';
import { isMatcher } from '../../pattern/matcher/matcher';

type Covers = (operand: any, text: string) => boolean;

const COVERS: Record<string, Covers> = {
  'prefix': (operand, text) => typeof operand === 'string' && text.startsWith(operand),
  'suffix': (operand, text) => typeof operand === 'string' && text.endsWith(operand),
  'equals-ignore-case': (operand, text) => typeof operand === 'string' && text.toLowerCase() === operand.toLowerCase(),
  'exists': (operand) => operand === true,
  'anything-but': (operand, text) => asList(operand).every((excepted) => typeof excepted === 'string' && excepted !== text),
};

/** Whether a matcher surely matches everything that another one of the same field does. */
export function covers(wider: unknown, narrower: unknown): boolean {
  if (!isMatcher(wider)) {
    return false;
  }
  const [[operator, operand]] = Object.entries(wider);
  if (typeof narrower === 'string') {
    return COVERS[operator]?.(operand, narrower) ?? false;
  }
  if (operator === 'exists' && operand === true) {
    return isMatcher(narrower) && !('exists' in narrower);
  }
  // A prefix that goes on like a shorter one, and a suffix likewise.
  return isMatcher(narrower) && (operator === 'prefix' || operator === 'suffix')
    && typeof narrower[operator] === 'string' && narrower[operator] !== operand && COVERS[operator](operand, narrower[operator]);
}
