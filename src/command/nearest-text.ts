import { nearest } from '../catalog/nearest';

/** ` Nearest: one, another.` */
export function nearestText(name: string, candidates: Iterable<string>): string {
  const found = nearest(name, candidates);
  return found.length > 0 ? ` Nearest: ${found.join(', ')}.` : '';
}
