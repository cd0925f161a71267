import { StackTemplate } from '../../template/stack-template';

/** Where a thing of a stack stands in it, by its place in the app. */
export function placeInStack(place: string, { path }: Pick<StackTemplate, 'path'>): string {
  const before = path === '' ? '' : `${path}/`;
  return place.startsWith(before) ? place.slice(before.length) : place;
}
