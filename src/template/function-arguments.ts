import { isJsonObject } from '../catalog/json-object';

/** What a function of AWS CloudFormation takes. */
export interface FunctionArguments {
  readonly takes: string;
  readonly fits: (given: any) => boolean;
}

/**
 * The arguments of the functions, as far as these are read.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const FUNCTION_ARGUMENTS: Record<string, FunctionArguments> = {
  'Ref': { takes: 'a name', fits: isText },
  'Fn::GetAtt': { takes: 'the name of a resource and of an attribute', fits: (given) => isText(given) || (isList(given) && isText(given[0]) && given.length > 1) },
  'Fn::Sub': { takes: 'a text, or a list of a text and its values', fits: (given) => isText(given) || (isList(given) && isText(given[0]) && (given.length === 1 || isJsonObject(given[1]))) },
  'Fn::Join': { takes: 'a delimiter and a list', fits: (given) => isList(given) && given.length === 2 && isText(given[0]) && isListOrFunction(given[1]) },
  'Fn::Select': { takes: 'an index and a list', fits: (given) => isList(given) && given.length === 2 && isListOrFunction(given[1]) },
  'Fn::Split': { takes: 'a delimiter and a text', fits: (given) => isList(given) && given.length === 2 },
  'Fn::If': { takes: 'the name of a condition and two values', fits: (given) => isList(given) && given.length === 3 && isText(given[0]) },
  'Fn::FindInMap': { takes: 'the name of a map and two keys', fits: (given) => isList(given) && given.length >= 3 },
  'Fn::And': { takes: 'a list of conditions', fits: isList },
  'Fn::Or': { takes: 'a list of conditions', fits: isList },
  'Fn::Not': { takes: 'a list of one condition', fits: isList },
  'Fn::Equals': { takes: 'a list of two values', fits: isList },
};

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList(value: unknown): value is any[] {
  return Array.isArray(value);
}

function isListOrFunction(value: unknown): boolean {
  return isList(value) || isJsonObject(value);
}
