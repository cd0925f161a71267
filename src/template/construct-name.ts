import type { TemplateResource } from './template-resource';

/** The construct that the user has made: without what CDK and this library add below it. What stands in its stack itself is one. */
export function constructName({ path, stack }: Pick<TemplateResource, 'path' | 'stack'>): string {
  const name = path.replace(/\/Resource$/, '');
  const holder = name.replace(/(.+\/.+)\/(Rule|Queue)$/, '$1');
  return holder === stack.path ? name : holder;
}
