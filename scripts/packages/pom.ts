const PLACEHOLDERS = '<name>${project.groupId}:${project.artifactId}</name>';

/**
 * The pom with a name in the place of its coordinates.
 *
 * @throws where the pom is not as jsii-pacmak has written it so far
 */
export function amendPom(pom: string): string {
  const [, artifact] = /^ {2}<artifactId>(.*)<\/artifactId>$/m.exec(pom) ?? [];
  if (!artifact || !pom.includes(PLACEHOLDERS)) {
    throw new Error('The pom has no name to replace.');
  }
  return pom.replace(PLACEHOLDERS, `<name>${artifact}</name>`);
}
