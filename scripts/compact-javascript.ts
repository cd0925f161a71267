import { transformSync } from 'esbuild';
import * as ts from 'typescript';

/**
 * The same program without comments and indentation, and with short names for what only a function knows. Line
 * breaks stay, and the names of functions and classes, so that a stack trace shows where it was and not the whole file.
 */
export function compactJavaScript(code: string): string {
  const withoutComments = ts.createPrinter({ removeComments: true }).printFile(parse(code));
  const printed = transformSync(withoutComments, { minifyIdentifiers: true, target: 'node20', charset: 'utf8' }).code;
  return hasTextOfSeveralLines(parse(printed)) ? printed : printed.replace(/^ +/gm, '');
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('code.js', code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
}

/** White space at the beginning of a line may be part of a template literal. */
function hasTextOfSeveralLines(node: ts.Node): boolean {
  return ts.isTemplateLiteralToken(node) ? node.text.includes('\n') : ts.forEachChild(node, hasTextOfSeveralLines) ?? false;
}
