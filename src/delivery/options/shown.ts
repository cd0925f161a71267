import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const CHARACTERS = 80;
/** @see https://github.com/aws/jsii */
const RTTI = Symbol.for('jsii.rtti');

/**
 * A value as an error names it. The marker of a token means nothing to anybody and is not shown.
 */
export function shown(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return Token.isUnresolved(value) ? UNKNOWN : String(value);
  }
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) ? UNKNOWN : `a list of ${value.length}`;
  }
  if (!Construct.isConstruct(value) && Token.isUnresolved(value)) {
    return UNKNOWN;
  }
  if (typeof value === 'string') {
    return shortened(JSON.stringify(value));
  }
  if (typeof value === 'function') {
    return /^class\s/.test(Function.prototype.toString.call(value)) ? `the class ${classNameOf(value)}` : `the function ${value.name}`.trim();
  }
  return Construct.isConstruct(value) ? shownConstruct(value) : shownObject(value as object);
}

const UNKNOWN = 'a value that is known at deployment only';

function shownObject(value: object): string {
  const className = value.constructor && classNameOf(value.constructor);
  if (className === undefined || className === 'Object') {
    return Object.values(value).some((part) => typeof part === 'object' || typeof part === 'function' || Token.isUnresolved(part))
      ? `an object with ${Object.keys(value).join(', ')}`
      : shortened(JSON.stringify(value));
  }
  return withArticle(className);
}

function shownConstruct(value: Construct): string {
  return `${withArticle(classNameOf(value.constructor))} ('${value.node.path}')`;
}

/** The name under which users know a class; the CDK's own may have another in its compiled code. */
function classNameOf(type: Function): string {
  const { fqn } = (type as unknown as Record<symbol, { readonly fqn?: string } | undefined>)[RTTI] ?? {};
  return fqn?.split('.').pop() ?? type.name;
}

function withArticle(className: string): string {
  return `${/^[AEIOU]/.test(className) ? 'an' : 'a'} ${className}`;
}

function shortened(text: string): string {
  return text.length <= CHARACTERS ? text : `${text.slice(0, CHARACTERS)}…`;
}
