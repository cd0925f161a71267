import * as ts from 'typescript';

/**
 * The same program without comments and with narrow indentation. Line breaks stay, so that a stack trace shows the line
 * that threw and not the whole file.
 */
export function compactJavaScript(code: string): string {
  const source = ts.createSourceFile('code.js', code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
  const printed = ts.createPrinter({ removeComments: true }).printFile(source);
  return hasTextOfSeveralLines(source) ? printed : printed.replace(/^(?: {4})+/gm, (spaces) => ' '.repeat(spaces.length / 4));
}

/** White space at the beginning of a line may be part of a template literal. */
function hasTextOfSeveralLines(node: ts.Node): boolean {
  return ts.isTemplateLiteralToken(node) ? node.text.includes('\n') : ts.forEachChild(node, hasTextOfSeveralLines) ?? false;
}
