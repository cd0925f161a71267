import { CfnParameter, Intrinsic, Reference, Token } from 'aws-cdk-lib';
import { requirePlainElement, requirePlainValue } from './plain-values';
import { shownValue } from './shown-value';
import { asList } from '../../catalog/as-list';
import { OPERATOR_NAMES } from '../matcher/operator-names';

/** What a function of CloudFormation returns that is never a list. */
const SCALAR_FUNCTIONS = ['Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::ImportValue', 'Fn::Base64'];

/**
 * Makes a pattern of a filter in which a plain value stands for the list that holds it: `{ state: 'stopped' }` becomes
 * `{ state: ['stopped'] }`, at every depth. Lists, and what `events.Match` returns, are patterns already.
 *
 * @throws where a value cannot be part of a pattern
 */
export function liftValues(filter: Record<string, any>, path = 'detail'): Record<string, any> {
  requirePlainValue(filter, path);
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw new Error(`${path} is ${shownValue(filter)}: it must be an object of fields and the values that match, such as { state: 'stopped' }.`);
  }
  return Object.fromEntries(Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, lift(value, name, `${path}.${name}`)]));
}

function lift(value: unknown, name: string, path: string): unknown {
  requirePlainValue(value, path);
  if (Array.isArray(value)) {
    return liftList(value, name, path);
  }
  if (Token.isUnresolved(value)) {
    return isScalar(value) ? [value] : value;
  }
  if (typeof value === 'object' && value !== null) {
    if (Object.keys(value).length === 0) {
      throw new Error(`${path} is an empty object, which EventBridge refuses: give the values that match, or leave it out.`);
    }
    requireNoMatcher(value, path);
    return liftValues(value, path);
  }
  return [value];
}

/**
 * The list as it stands, of what a field outside of `detail` must be.
 *
 * @throws where it matches no event
 */
export function requireValues(values: string[], path: string): string[] {
  return liftList(values, '', path) as string[];
}

function liftList(values: unknown[], name: string, path: string): unknown[] {
  if (values.length === 0) {
    throw new Error(`${path} is an empty list, which matches no event and which EventBridge refuses: give at least one value, or leave it out.`);
  }
  values.forEach((value, at) => requirePlainElement(value, `${path}[${at}]`));
  // The branches of $or are patterns themselves.
  return name === '$or' ? values.map((branch, at) => lift(branch, '', `${path}[${at}]`)) : values;
}

/**
 * Whether a token is one value, and not a list. Of what is made late nothing is known: it is taken as it is.
 */
function isScalar(token: unknown): boolean {
  if (typeof token === 'string' || typeof token === 'number') {
    return true;
  }
  if (Reference.isReference(token)) {
    return !(CfnParameter.isCfnElement(token.target) && token.target instanceof CfnParameter && /^(List<|CommaDelimitedList)|List</.test(token.target.type));
  }
  const rendered = token instanceof Intrinsic ? (token.resolve as () => any)() : undefined;
  return typeof rendered === 'object' && rendered !== null && SCALAR_FUNCTIONS.includes(Object.keys(rendered)[0]);
}

/**
 * A matcher outside of a list would become a field.
 *
 * @throws where an object can be read both as a matcher and as fields
 */
function requireNoMatcher(value: object, path: string): void {
  const entries = Object.entries(value).filter(([, operand]) => operand !== undefined);
  if (entries.length === 0 || !entries.every(([name, operand]) => OPERATOR_NAMES.includes(name) && isOperand(name, operand))) {
    return;
  }
  const field = Object.fromEntries(entries.map(([name, operand]) => [name, asList(operand)]));
  throw new Error(`${path} is ${shownValue(value)}, which can be read in two ways. A matcher stands in a list: [${shownValue(value)}], which events.Match makes. `
    + `The values of fields that are called ${entries.map(([name]) => name).join(' and ')} stand in lists: ${shownValue(field)}.`);
}

/** Whether a value can only be meant to be compared with. */
function isOperand(operator: string, value: unknown): boolean {
  if (Array.isArray(value)) {
    // No field has a name like these, and none holds comparisons.
    return operator.includes('-') || (operator === 'numeric' && /^[<>=!]/.test(String(value[0])));
  }
  if (typeof value === 'object' && value !== null && !Token.isUnresolved(value)) {
    const entries = Object.entries(value);
    return entries.length > 0 && entries.every(([name, operand]) => OPERATOR_NAMES.includes(name) && isOperand(name, operand));
  }
  return true;
}
