import { readFileSync } from 'node:fs';
import * as ts from 'typescript';

/** The functions of an example's tests in another language. */
const FUNCTION = /^\s*(?:func|def|void|public void) (\w+)\(/gim;

/**
 * The names of the tests that a file declares, each behind the names of its groups; `%s` and the like stay as they are written. A
 * file in another language declares functions.
 */
export function declaredTests(path: string): string[] {
  if (!path.endsWith('.ts')) {
    return [...readFileSync(path, 'utf8').matchAll(FUNCTION)].map(([, name]) => name);
  }
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node, groups: string[]): void => {
    const called = ts.isCallExpression(node) ? nameOfCall(node) : undefined;
    if (called?.kind === 'describe') {
      ts.forEachChild(node, (child) => visit(child, [...groups, called.name]));
      return;
    }
    if (called) {
      names.push([...groups, called.name].join(' > '));
    }
    ts.forEachChild(node, (child) => visit(child, groups));
  };
  visit(source, []);
  return names;
}

function nameOfCall(call: ts.CallExpression): { kind: 'describe' | 'test'; name: string } | undefined {
  let callee: ts.Expression = call.expression;
  while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee) || ts.isTaggedTemplateExpression(callee)) {
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression;
  }
  const [name] = call.arguments;
  if (!ts.isIdentifier(callee) || call.arguments.length < 2 || name === undefined || !['describe', 'test'].includes(callee.text)) {
    return undefined;
  }
  return { kind: callee.text as 'describe' | 'test', name: textOf(name) };
}

function textOf(name: ts.Expression): string {
  if (ts.isStringLiteralLike(name)) {
    return name.text;
  }
  return ts.isTemplateExpression(name) ? name.head.text + name.templateSpans.map(({ literal }) => `%s${literal.text}`).join('') : '%s';
}
