import * as ts from 'typescript';

/** A small mistake that somebody could have made in a file. */
export interface Mutation {
  /** Path from the root of the project. */
  readonly file: string;
  /** Beginning with 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
}

const OPERATORS: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.QuestionQuestionToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
};

const METHODS: Record<string, string> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
};

/** Calls that are there for people: what they are given is text. */
const SPEAKS = /Error$|^(addWarningV2|addInfoV2|addError|addErrorV2|log|warn|error|describe|explain)/;

/** All mistakes of one operator, condition, number, boolean, statement or list that the code has room for. */
export function mutationsOf(file: string, code: string): Mutation[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
  const found: Mutation[] = [];
  const replace = (node: ts.Node, replacement: string) => {
    const start = node.getStart(source);
    found.push({
      file, start, end: node.end, original: code.slice(start, node.end), replacement, line: source.getLineAndCharacterOfPosition(start).line + 1,
    });
  };
  const visit = (node: ts.Node): void => {
    if (isOutside(node)) {
      return;
    }
    for (const replacement of mistakesIn(node)) {
      replace(replacement.at, replacement.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

interface Replacement {
  readonly at: ts.Node;
  readonly text: string;
}

/** Types say nothing at run time, and texts are for people. */
function isOutside(node: ts.Node): boolean {
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node)
    || ts.isExportDeclaration(node) || ts.isTemplateExpression(node) || ts.isEnumDeclaration(node)
    || (ts.isNewExpression(node) && SPEAKS.test(node.expression.getText()))
    || (ts.isCallExpression(node) && SPEAKS.test(calledName(node)));
}

const calledName = ({ expression }: ts.CallExpression) => (ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText());

function mistakesIn(node: ts.Node): Replacement[] {
  if (ts.isBinaryExpression(node)) {
    return inOperator(node);
  }
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = ts.isIfStatement(node) ? node.expression : node.condition;
    return [{ at: condition, text: `!(${condition.getText()})` }];
  }
  if (ts.isCallExpression(node)) {
    return inCall(node);
  }
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && node.expression.expression.kind !== ts.SyntaxKind.SuperKeyword) {
    return [{ at: node, text: ';' }];
  }
  return inValue(node);
}

function inOperator({ operatorToken, left, right }: ts.BinaryExpression): Replacement[] {
  const text = OPERATORS[operatorToken.kind];
  const joinsText = operatorToken.kind === ts.SyntaxKind.PlusToken && [left, right].some(ts.isStringLiteralLike);
  return text && !joinsText ? [{ at: operatorToken, text }] : [];
}

function inCall(node: ts.CallExpression): Replacement[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) {
    return [];
  }
  const { name } = expression;
  if (Object.hasOwn(METHODS, name.text)) {
    return [{ at: name, text: METHODS[name.text] }];
  }
  return name.text === 'filter' ? [{ at: node, text: expression.expression.getText() }] : [];
}

function inValue(node: ts.Node): Replacement[] {
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return [{ at: node, text: 'false' }];
    case ts.SyntaxKind.FalseKeyword:
      return [{ at: node, text: 'true' }];
    case ts.SyntaxKind.NumericLiteral:
      return [{ at: node, text: String(Number(node.getText().replace(/_/g, '')) + 1) }];
    case ts.SyntaxKind.SpreadElement:
      return ts.isArrayLiteralExpression(node.parent) && node.parent.elements.length > 1 ? [{ at: node, text: '...[]' }] : [];
    case ts.SyntaxKind.SpreadAssignment:
      return [{ at: node, text: '...{}' }];
    case ts.SyntaxKind.PrefixUnaryExpression: {
      const { operator, operand } = node as ts.PrefixUnaryExpression;
      return operator === ts.SyntaxKind.ExclamationToken ? [{ at: node, text: operand.getText() }] : [];
    }
    default:
      return [];
  }
}
