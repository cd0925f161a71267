import * as ts from 'typescript';

/** Code is TypeScript's in every language: a call with its arguments, or an object. */
const CODE = /[\w.]+\((?:[^()]|\([^()]*\))*\)?|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}?/g;

/** What throws, or tells of a construct. */
const TELLS = ['Error', 'warn', 'inform', 'refuse'];

/**
 * Names of options in the texts of a source that a language with other spellings would show in that of TypeScript: those of
 * several words anywhere outside of code, and one that a message begins with.
 *
 * @returns each with its line
 */
export function optionsInMessages(source: string, options: ReadonlySet<string>): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node) && !ts.isImportDeclaration(node.parent)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      namesIn(node, options).forEach((name) => found.push(`${line}: ${name}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

function namesIn(node: ts.LiteralLikeNode, options: ReadonlySet<string>): string[] {
  if (!node.text.includes(' ')) {
    return [];
  }
  const prose = node.text.replace(CODE, ' ');
  const long = [...prose.matchAll(/(?<![\w'"])[a-z]\w*[A-Z]\w*(?![\w'"])/g)].map(([name]) => name).filter((name) => options.has(name));
  const [, first] = /^([a-z]+) (?:of|is|has|names|and|or) /.exec(node.text) ?? [];
  return first && options.has(first) && beginsMessage(node) ? [...long, first] : long;
}

/** Whether the text is an argument of what throws or tells, or the begin of such a template. */
function beginsMessage(node: ts.Node): boolean {
  const text = ts.isTemplateHead(node) ? node.parent : node;
  const { parent } = text;
  return !ts.isTemplateMiddle(node) && !ts.isTemplateTail(node)
    && (ts.isNewExpression(parent) || ts.isCallExpression(parent)) && TELLS.includes(parent.expression.getText());
}
