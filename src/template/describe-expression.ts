import { isIntrinsic } from './intrinsic-functions';
import { asList } from '../catalog/as-list';

/** What would end a text that the expression becomes part of. */
const UNSAFE = /["\\\u0000-\u001f]/g;

/** An expression of a template as a person reads it, such as `Fn::Select(0, Fn::GetAZs())`. */
export function describeExpression(expression: unknown): string {
  return describe(expression).replace(UNSAFE, '');
}

function describe(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(describe).join(', ');
  }
  if (!isIntrinsic(value)) {
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  const [[name, argument]] = Object.entries(value);
  return name === 'Ref' ? String(argument)
    : name === 'Fn::GetAtt' ? asList(argument).map(describe).join('.') : `${name}(${describe(argument)})`;
}
