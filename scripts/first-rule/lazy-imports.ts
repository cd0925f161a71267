import * as ts from 'typescript';

/** An import of a compiled module. */
export interface CompiledImport {
  /** What is imported, as the module says it. */
  readonly from: string;
  /** The variable that holds it. */
  readonly variable: string;
}

/**
 * The same module with its imports loaded when something of them is first used, each by a call instead of from a variable.
 *
 * @param code what the TypeScript compiler made of a module, with the imports at the top
 * @param callOf the function to call for an import, which must be no name of the module
 */
export function lazyImports(code: string, callOf: (imported: CompiledImport) => string): string {
  const source = parse(code);
  const checker = checkerOf(source);
  const calls = new Map<ts.Node, string>();
  const names = new Set<string>();
  const changes: Change[] = [];
  for (const statement of source.statements) {
    const found = importIn(statement);
    if (found) {
      calls.set(found.declaration, `${callOf(found)}()`);
      names.add(found.variable);
      changes.push({ start: statement.getFullStart(), end: statement.getEnd(), text: '' });
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.has(node.text)) {
      const shorthand = ts.isShorthandPropertyAssignment(node.parent);
      const symbol = shorthand ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node);
      const call = symbol?.declarations && calls.get(symbol.declarations[0]);
      if (call && !ts.isVariableDeclaration(node.parent)) {
        // "new a().B()" would make an "a".
        const text = shorthand ? `${node.text}: ${call}` : isMade(node) ? `(${call})` : call;
        changes.push({ start: node.getStart(source), end: node.getEnd(), text });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changed(code, changes);
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function changed(code: string, changes: Change[]): string {
  return [...changes].sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('/module.js', code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
}

/** Tells which variable a name means; what is imported is not looked at. */
function checkerOf(source: ts.SourceFile): ts.TypeChecker {
  const options: ts.CompilerOptions = {
    allowJs: true, noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS,
  };
  const host: ts.CompilerHost = {
    fileExists: (file) => file === source.fileName,
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib.d.ts',
    getNewLine: () => '\n',
    getSourceFile: (file) => (file === source.fileName ? source : undefined),
    readFile: () => undefined,
    useCaseSensitiveFileNames: () => true,
    writeFile: () => undefined,
  };
  return ts.createProgram([source.fileName], options, host).getTypeChecker();
}

/** `const name = require("./file")`, or the same within `__importStar`. */
function importIn(statement: ts.Statement): (CompiledImport & { readonly declaration: ts.VariableDeclaration }) | undefined {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) {
    return undefined;
  }
  const [declaration] = statement.declarationList.declarations;
  const from = declaration.initializer && requiredBy(declaration.initializer);
  return from !== undefined && ts.isIdentifier(declaration.name) ? { from, variable: declaration.name.text, declaration } : undefined;
}

function requiredBy(expression: ts.Expression): string | undefined {
  if (!ts.isCallExpression(expression) || !ts.isIdentifier(expression.expression) || expression.arguments.length !== 1) {
    return undefined;
  }
  const [argument] = expression.arguments;
  const { text } = expression.expression;
  return text === '__importStar' ? requiredBy(argument)
    : text === 'require' && ts.isStringLiteral(argument) ? argument.text : undefined;
}

/** Whether the value is what `new` makes, or holds it. */
function isMade(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isNewExpression(parent) ? parent.expression === node
    : ts.isPropertyAccessExpression(parent) && parent.expression === node && isMade(parent);
}
