/** What a deployment makes of parts of a template that nobody can read before. */
const UNREAD: readonly (readonly [string, (name: string, resource: any) => boolean])[] = [
  ['Fn::ForEach', (name) => name.startsWith('Fn::ForEach::')],
  ['AWS::Include', (name, resource) => name === 'Fn::Transform' && resource?.Name === 'AWS::Include'],
  ['AWS::Serverless::Application', (_name, resource) => resource?.Type === 'AWS::Serverless::Application'],
  ['a macro (Fn::Transform)', (name, resource) => (name === 'Fn::Transform' && resource?.Name !== 'AWS::Include') || resource?.['Fn::Transform'] !== undefined],
];

/** The parts of the section `Resources` that can make rules at deployment which the template does not show. */
export function unreadParts(resources: Record<string, any>): string[] {
  return UNREAD.filter(([, is]) => Object.entries(resources).some(([name, resource]) => is(name, resource))).map(([what]) => what);
}
