import { dataEventTypes } from '../catalog/data-events';
import { nearest } from '../catalog/nearest';
import { optionName } from '../catalog/option-spelling';

/**
 * @throws when a type of resources is not among those whose data events a trail can select, with the nearest ones
 */
export function requireDataEventTypes(types: string[]): void {
  const known = dataEventTypes();
  const unknown = types.find((type) => !known.includes(type));
  if (unknown !== undefined) {
    throw new Error(`${optionName('dataEvents')} names '${unknown}', which is no type of resources whose data events a trail can select. Nearest: ${nearest(unknown, known).map((type) => `'${type}'`).join(', ')}.`);
  }
}
