type IsUnread = (name: string, resource: any) => boolean;

/** What a deployment makes of parts of a template that nobody can read before. */
const UNREAD: readonly (readonly [string, IsUnread])[] = [
  ['Fn::ForEach', (name, resource) => [name, ...Object.keys(resource?.Properties ?? {})].some((key) => key.startsWith('Fn::ForEach::'))],
  ['AWS::Include', (name, resource) => transformsOf(name, resource).some((transform) => transform?.Name === 'AWS::Include')],
  ['AWS::Serverless::Application', (_name, resource) => resource?.Type === 'AWS::Serverless::Application'],
  ['a macro (Fn::Transform)', (name, resource) => transformsOf(name, resource).some((transform) => transform?.Name !== 'AWS::Include')],
];

/** The functions `Fn::Transform` that stand for resources, for one, or for its properties. */
function transformsOf(name: string, resource: any): any[] {
  const around = name === 'Fn::Transform' ? [resource] : [];
  return [...around, resource?.['Fn::Transform'], resource?.Properties?.['Fn::Transform']].filter((transform) => transform !== undefined);
}

/** The parts of a template that can make rules at deployment which it does not show. */
export function unreadParts({ Resources: resources = {}, ...template }: Record<string, any>): string[] {
  const parts = UNREAD.filter(([, is]) => Object.entries(resources).some(([name, resource]) => is(name, resource))).map(([what]) => what);
  const whole = [template.Transform ?? [], template['Fn::Transform'] ?? []].flat()
    .map((transform) => (typeof transform === 'string' ? transform : transform?.Name))
    // AWS's own transforms of whole templates make no rules, but for those that are read (SAM) or include others.
    .filter((name): name is string => typeof name === 'string' && (name === 'AWS::Include' || !name.startsWith('AWS::')))
    .map((name) => (name === 'AWS::Include' ? name : `the macro ${name}`));
  return [...new Set([...parts, ...whole])];
}
