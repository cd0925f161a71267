import { FUNCTION_ARGUMENTS } from './function-arguments';

/** A value that only the deployment knows. */
export const UNKNOWN = Symbol('known at deployment only');

/** A list that only the deployment knows, its length included. */
export const UNKNOWN_LIST = Symbol('a list that is known at deployment only');

/** `AWS::NoValue`: the property or the entry of the list is left out. */
export const NO_VALUE = Symbol('no value');

/** How deep a template may be nested. */
const MAX_LEVELS = 200;

/**
 * What the functions of a template cannot tell by themselves. Each answer can be `UNKNOWN`, or `UNKNOWN_LIST` where a list
 * is meant.
 */
export interface TemplateKnowledge {
  /** The section `Mappings` of the template. */
  readonly mappings: Record<string, any>;
  /** What `Ref` returns, pseudo parameters included. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` returns. */
  attribute(logicalId: string, attribute: string): unknown;
  /** What another stack exports under a name. */
  imported(name: string): unknown;
  /** Whether a condition of the template holds; `UNKNOWN` where it depends on what is not known. */
  condition(name: string): boolean | typeof UNKNOWN;
  /** What a function makes of what is not known: a stand-in, or `UNKNOWN`. */
  computed(expression: object, list: boolean): unknown;
  /** What a value is in the end that is not known: itself, or a stand-in. */
  leftOpen(value: unknown, list: boolean): unknown;
  /** Whether a text has a part that may hold any character once it is known. */
  isOpen(text: string): boolean;
}

/** A raw value that `Fn::If` can choose, and where it stands. */
export interface Choice {
  readonly value: unknown;
  /** Names and indexes below the value that was asked for. */
  readonly path: readonly string[];
}

/** Whether a value is a call of an intrinsic function, `Ref` included. */
export function isIntrinsic(value: unknown): value is Record<string, any> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/**
 * Computes the intrinsic functions of a template as far as the given knowledge goes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class IntrinsicFunctions {
  constructor(private readonly knowledge: TemplateKnowledge) {
  }

  /** A value with all that is known computed. What is not known stays as the template has it; `NO_VALUE` is possible. */
  public resolve(value: unknown, level = 0): any {
    const result = this.evaluate(value, level);
    return result === UNKNOWN || result === UNKNOWN_LIST ? this.knowledge.leftOpen(value, result === UNKNOWN_LIST) : result;
  }

  /** As `resolve`, with `UNKNOWN` or `UNKNOWN_LIST` for a value that is not known as a whole. */
  public evaluate(value: unknown, level = 0): any {
    if (level > MAX_LEVELS) {
      throw new Error(`The template is nested deeper than ${MAX_LEVELS} levels.`);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      const entries = value.map((entry) => this.resolve(entry, level + 1));
      return entries.includes(NO_VALUE) ? entries.filter((entry) => entry !== NO_VALUE) : entries;
    }
    if (isIntrinsic(value)) {
      const [[name, argument]] = Object.entries(value);
      return this.call(value, name, argument, level + 1);
    }
    const entries = Object.entries(value);
    for (const entry of entries) {
      entry[1] = this.resolve(entry[1], level + 1);
    }
    return Object.fromEntries(entries.filter(([, entry]) => entry !== NO_VALUE));
  }

  /**
   * The raw values that stand behind a value: the branch of `Fn::If` that is taken, or both where the condition is not
   * known. None for `AWS::NoValue`.
   */
  public choices(value: unknown, path: readonly string[] = []): Choice[] {
    if (isIntrinsic(value) && Array.isArray(value['Fn::If'])) {
      const [name, ...branches] = value['Fn::If'];
      const met = this.knowledge.condition(name);
      const taken = met === UNKNOWN ? [0, 1] : [met ? 0 : 1];
      return taken.flatMap((branch) => this.choices(branches[branch], [...path, 'Fn::If', String(branch + 1)]));
    }
    return isIntrinsic(value) && value.Ref === 'AWS::NoValue' ? [] : [{ value, path }];
  }

  /** Whether an entry of the section `Conditions`, or a part of one, holds; `UNKNOWN` where that depends on what is not known. */
  public holds(condition: unknown, level = 0): boolean | typeof UNKNOWN {
    const named = typeof condition === 'object' && condition !== null ? (condition as Record<string, unknown>).Condition : undefined;
    const value = typeof named === 'string' ? this.knowledge.condition(named) : this.evaluate(condition, level);
    return value === UNKNOWN ? UNKNOWN : value === true || value === 'true';
  }

  private call(expression: object, name: string, argument: any, level: number): any {
    const { knowledge } = this;
    if (FUNCTION_ARGUMENTS[name]?.fits(argument) === false) {
      return UNKNOWN;
    }
    switch (name) {
      case 'Ref': return argument === 'AWS::NoValue' ? NO_VALUE : knowledge.ref(argument);
      case 'Fn::GetAtt': return this.attribute(argument, level);
      case 'Fn::Join': return this.join(expression, argument, level);
      case 'Fn::Sub': return this.substitute(argument, level);
      case 'Fn::Select': return this.select(expression, argument, level);
      case 'Fn::Split': return this.split(expression, argument, level);
      case 'Fn::If': return this.choose(argument, level);
      case 'Fn::Equals': return this.equals(argument, level);
      case 'Fn::Not': return this.not(argument, level);
      case 'Fn::And': return this.every(argument, true, level);
      case 'Fn::Or': return this.every(argument, false, level);
      case 'Fn::FindInMap': return this.find(expression, argument, level);
      case 'Fn::ImportValue': return this.withText(argument, level, (text) => knowledge.imported(text));
      case 'Fn::Base64': return this.withText(argument, level, (text) => Buffer.from(text).toString('base64'));
      case 'Fn::Length': return this.length(expression, argument, level);
      case 'Fn::ToJsonString': return JSON.stringify(this.resolve(argument, level));
      case 'Fn::GetAZs':
      case 'Fn::Cidr': return knowledge.computed(expression, true);
      default: return knowledge.computed(expression, false);
    }
  }

  private attribute(argument: any, level: number): any {
    const [logicalId, attribute] = typeof argument === 'string' ? splitOnce(argument, '.') : argument;
    const name = this.evaluate(attribute, level);
    return name === UNKNOWN ? UNKNOWN : this.knowledge.attribute(logicalId, String(name));
  }

  /** The entries of a list, each computed; `UNKNOWN_LIST` where its length is not known. */
  private list(argument: any, level: number): any[] | typeof UNKNOWN_LIST {
    if (Array.isArray(argument)) {
      return argument.map((entry) => {
        const value = this.evaluate(entry, level);
        return value === UNKNOWN_LIST ? this.knowledge.computed(entry, false) : value;
      }).filter((entry) => entry !== NO_VALUE);
    }
    const value = this.evaluate(argument, level);
    // A text where a list is wanted is an attribute, or an imported value, that the deployment makes a list of.
    return Array.isArray(value) ? value : UNKNOWN_LIST;
  }

  private join(expression: object, [delimiter, argument]: [string, any], level: number): any {
    const parts = this.list(argument, level);
    if (parts === UNKNOWN_LIST) {
      return this.knowledge.computed(expression, false);
    }
    return parts.includes(UNKNOWN) || parts.some(isIntrinsic) ? UNKNOWN : parts.map(textOf).join(delimiter);
  }

  private substitute(argument: string | [string, Record<string, unknown>], level: number): any {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof text !== 'string') {
      return UNKNOWN;
    }
    let known = true;
    const substituted = text.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) {
        return `\${${name}}`;
      }
      const key = name.trim();
      const value = Object.hasOwn(own, key) ? this.evaluate(own[key], level)
        : key.includes('.') ? this.knowledge.attribute(...splitOnce(key, '.')) : this.knowledge.ref(key);
      known &&= typeof value !== 'symbol' && !isIntrinsic(value);
      return known ? textOf(value) : '';
    });
    return known ? substituted : UNKNOWN;
  }

  private select(expression: object, [at, argument]: [unknown, any], level: number): any {
    const index = this.evaluate(at, level);
    const entries = this.list(argument, level);
    if (entries === UNKNOWN_LIST || typeof index === 'symbol') {
      return this.knowledge.computed(expression, false);
    }
    return entries[Number(index)] ?? this.knowledge.computed(expression, false);
  }

  private split(expression: object, [delimiter, argument]: [string, any], level: number): any {
    const text = this.evaluate(argument, level);
    return typeof text !== 'string' || this.knowledge.isOpen(text) ? this.knowledge.computed(expression, true) : text.split(delimiter);
  }

  private choose([name, ...branches]: [string, unknown, unknown], level: number): any {
    const met = this.knowledge.condition(name);
    return met === UNKNOWN ? UNKNOWN : this.evaluate(branches[met ? 0 : 1], level);
  }

  /** Everything in a condition is a text. */
  private equals(operands: any[], level: number): any {
    const [one, other] = operands.map((operand) => this.evaluate(operand, level));
    return typeof one === 'symbol' || typeof other === 'symbol' ? UNKNOWN : textOf(one) === textOf(other);
  }

  private not([operand]: [unknown], level: number): any {
    const met = this.holds(operand, level);
    return met === UNKNOWN ? UNKNOWN : !met;
  }

  /** Whether all operands hold, or any: one that decides is enough, whatever the others are. */
  private every(operands: unknown[], all: boolean, level: number): any {
    const met = operands.map((operand) => this.holds(operand, level));
    return met.includes(!all) ? !all : met.includes(UNKNOWN) ? UNKNOWN : all;
  }

  private find(expression: object, [map, first, second, options]: any[], level: number): any {
    const names = [map, first, second].map((name) => this.evaluate(name, level));
    if (names.some((name) => typeof name === 'symbol')) {
      return this.knowledge.computed(expression, false);
    }
    const found = names.reduce<any>((at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, String(name)) ? at[String(name)] : undefined), this.knowledge.mappings);
    return found ?? (options?.DefaultValue === undefined ? this.knowledge.computed(expression, false) : this.evaluate(options.DefaultValue, level));
  }

  private length(expression: object, argument: any, level: number): any {
    const entries = this.list(argument, level);
    return entries === UNKNOWN_LIST ? this.knowledge.computed(expression, false) : entries.length;
  }

  private withText(argument: unknown, level: number, then: (text: string) => unknown): any {
    const text = this.evaluate(argument, level);
    return typeof text === 'symbol' ? UNKNOWN : then(textOf(text));
  }
}

/** A value as AWS CloudFormation writes it into a text. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function splitOnce(text: string, separator: string): [string, string] {
  const [first, ...rest] = text.split(separator);
  return [first, rest.join(separator)];
}
