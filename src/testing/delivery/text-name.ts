/**
 * A thing of the app that is named by its construct or by a text.
 *
 * @throws when it is neither
 */
export function textName(named: any): string {
  const path = named?.node?.path;
  if (typeof path === 'string' && path !== '') {
    return path;
  }
  if (typeof named === 'string' && named !== '') {
    return named;
  }
  const told = path === '' ? 'the app itself' : named === '' ? 'an empty text' : typeof named === 'object' && named !== null ? 'an object' : String(named);
  throw new Error(`A thing of the app is named by its construct, its place in the app, its logical id, its name or its ARN, and this is ${told}.`);
}
