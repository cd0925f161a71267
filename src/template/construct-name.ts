/** The construct that the user has made: without what CDK and this library add below it. */
export function constructName(path: string): string {
  return path.replace(/\/Resource$/, '').replace(/(.+\/.+)\/(Rule|Queue)$/, '$1');
}
