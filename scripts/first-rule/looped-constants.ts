import * as ts from 'typescript';

/**
 * The same module with the constants of a class that are made from their own names (`static S3_EXPRESS = new Service('s3-express')`)
 * made in a loop, where there are many.
 *
 * As properties that are declared, each of them gives the class another hidden class, which copies all before: five times
 * the time of a class that is a dictionary. The constants stay properties with values, in their order.
 */
export function loopedConstants(code: string): string {
  const source = ts.createSourceFile('/module.js', code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
  for (const statement of source.statements) {
    const constants = ts.isClassDeclaration(statement) ? statement.members.flatMap((member) => constantIn(member, statement) ?? []) : [];
    const [first, last] = [constants[0], constants.at(-1)];
    // Nothing else may stand between, since its order would change.
    const between = first && (statement as ts.ClassDeclaration).members.filter(({ pos }) => pos >= first.member.pos && pos <= last!.member.pos);
    if (constants.length >= MANY && between.length === constants.length) {
      return `${code.slice(0, first.member.getFullStart())}\n${loop(statement as ts.ClassDeclaration, constants)}${code.slice(last!.member.getEnd())}`;
    }
  }
  return code;
}

/** From here on it matters. */
const MANY = 100;

interface Constant {
  readonly member: ts.ClassElement;
  readonly argument: string;
}

function constantIn(member: ts.ClassElement, { name }: ts.ClassDeclaration): Constant | undefined {
  const made = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
  const isStatic = ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  if (!made || !isStatic || !ts.isNewExpression(made) || made.expression.getText() !== name?.text || made.arguments?.length !== 1) {
    return undefined;
  }
  const [argument] = made.arguments;
  return ts.isStringLiteral(argument) && /^[a-z0-9-]+$/.test(argument.text) && member.name!.getText() === argument.text.toUpperCase().replaceAll('-', '_')
    ? { member, argument: argument.text }
    : undefined;
}

function loop({ name }: ts.ClassDeclaration, constants: Constant[]): string {
  const words = constants.map((constant) => constant.argument).join(' ').replace(/(.{100}\S*) /g, '$1 " +\n "');
  return [
    'static {',
    'this.one = this.other = undefined;',
    'delete this.one;',
    'delete this.other;',
    `for (const word of ("${words}").split(" ")) this[word.toUpperCase().replaceAll("-", "_")] = new ${name!.text}(word);`,
    '}',
  ].join('\n');
}
