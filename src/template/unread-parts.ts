const FOR_EACH = 'Fn::ForEach';
const INCLUDE = 'AWS::Include';
const APPLICATION = 'AWS::Serverless::Application';
const MACRO = 'a macro (Fn::Transform)';

/** In the order in which they are told. */
const UNREAD = [FOR_EACH, INCLUDE, APPLICATION, MACRO];

/** What a deployment makes of a resource, or of what stands in its place, that nobody can read before. */
function unreadIn(name: string, resource: any): string[] {
  const properties = resource?.Properties ?? {};
  const functions = [name, ...Object.keys(properties)].filter((key) => key.startsWith('Fn::'));
  const transforms = [name === 'Fn::Transform' ? resource : undefined, resource?.['Fn::Transform'], properties['Fn::Transform']];
  return [
    ...functions.some((key) => key.startsWith(`${FOR_EACH}::`)) ? [FOR_EACH] : [],
    ...resource?.Type === APPLICATION ? [APPLICATION] : [],
    ...transforms.filter((transform) => transform !== undefined).map((transform) => (transform?.Name === INCLUDE ? INCLUDE : MACRO)),
  ];
}

/** The parts of a template that can make rules at deployment which it does not show. */
export function unreadParts({ Resources: resources = {}, ...template }: Record<string, any>): string[] {
  const found = new Set<string>();
  for (const name of Object.keys(resources)) {
    unreadIn(name, resources[name]).forEach((what) => found.add(what));
  }
  const parts = UNREAD.filter((what) => found.has(what));
  const whole = [template.Transform ?? [], template['Fn::Transform'] ?? []].flat()
    .map((transform) => (typeof transform === 'string' ? transform : transform?.Name))
    // AWS's own transforms of whole templates make no rules, but for those that are read (SAM) or include others.
    .filter((name): name is string => typeof name === 'string' && (name === 'AWS::Include' || !name.startsWith('AWS::')))
    .map((name) => (name === 'AWS::Include' ? name : `the macro ${name}`));
  return [...new Set([...parts, ...whole])];
}
