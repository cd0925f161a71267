import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { meantOption } from './meant-option';
import { shown } from './shown';
import { isJsonObject } from '../../catalog/json-object';
import { optionName, optionPlace } from '../../catalog/option-spelling';

/** One wrong value, and where it stands. */
export interface WrongOption {
  /** Such as `targets[1]` or `delivery.maxEventAge`. */
  readonly place: string;
  readonly value: unknown;
  /** What to do about it. */
  readonly advice: string;
}

/** What is found where options enter. */
export interface OptionFindings {
  readonly wrong: WrongOption[];
  /** Keys that no option has, with the one that is meant, where that can be told. */
  readonly unknown: { readonly place: string; readonly meant?: string }[];
  /** What can be looked at when the template is written, and not before. */
  readonly late: { readonly place: string; readonly value: unknown; readonly kind: OptionKind }[];
}

/**
 * A kind of values that enter through an option.
 */
export interface OptionKind {
  /** The options in it, where it is an object of options. */
  readonly names?: string[];

  /** Puts what is wrong with a value into the findings. */
  check(place: string, value: unknown, found: OptionFindings): void;
}

/** The kind of every option of a struct. The type makes a struct's new option an error here until it has a kind. */
export type OptionKinds<T> = { readonly [K in keyof Required<T>]: OptionKind };

interface LeafOptions {
  readonly advice: string | ((value: unknown) => string);
  /** Whether a token can stand for such a value. It is looked at when the template is written. */
  readonly token?: boolean;
}

/**
 * A kind of values without parts.
 *
 * @param accepts whether a value is of the kind
 */
export function leaf(accepts: (value: any) => boolean, { advice, token = false }: LeafOptions): OptionKind {
  const kind: OptionKind = {
    check: (place, value, found) => {
      const isToken = isUnknown(value);
      if (token && isToken) {
        found.late.push({ place, value, kind });
      } else if (isToken || !accepts(value)) {
        found.wrong.push({ place, value, advice: typeof advice === 'function' ? advice(value) : advice });
      }
    },
  };
  return kind;
}

/** Whatever the user likes, such as the fields of an event. */
export const ANYTHING: OptionKind = { check: () => undefined };

/** A list. `undefined` in it is wrong, which JavaScript leaves there by a misspelt name. */
export function listOf(element: OptionKind, advice = 'it must be a list'): OptionKind {
  const kind: OptionKind = {
    check: (place, value, found) => {
      if (Array.isArray(value)) {
        // What CDK writes for a list that is known later is a list of one text.
        if (Token.isUnresolved(value)) {
          found.late.push({ place, value, kind });
        } else {
          value.forEach((part, at) => element.check(`${place}[${at}]`, part, found));
        }
      } else {
        found.wrong.push({ place, value, advice });
      }
    },
  };
  return kind;
}

/**
 * An object with options of its own.
 *
 * @param required what must be given
 */
export function struct<T>(kinds: OptionKinds<T>, advice = 'it must be an object of options', required: (keyof T)[] = []): OptionKind {
  return {
    names: Object.keys(kinds),
    check: (place, value, found) => {
      if (!isPlain(value)) {
        found.wrong.push({ place, value, advice });
      } else {
        checkOptions(place, value, kinds, found);
        required.filter((name) => (value as T)[name] === undefined)
          .forEach((name) => kinds[name].check(`${place}.${String(name)}`, undefined, found));
      }
    },
  };
}

/** An object of options that has one: in a map, jsii drops a misspelt one before it arrives. */
export function holding(kind: OptionKind): OptionKind {
  return {
    ...kind,
    check: (place, value, found) => {
      if (isPlain(value) && Object.values(value).every((part) => part === undefined)) {
        found.wrong.push({ place, value, advice: `it must have at least one of ${kind.names!.map(optionName).join(', ')}` });
      } else {
        kind.check(place, value, found);
      }
    },
  };
}

/** An object whose keys are the user's. */
export function mapOf(keys: OptionKind, kind: OptionKind, advice: string): OptionKind {
  return {
    check: (place, value, found) => {
      if (!isPlain(value)) {
        found.wrong.push({ place, value, advice });
        return;
      }
      for (const [key, part] of Object.entries(value)) {
        keys.check(`a key of ${place}`, key, found);
        kind.check(`${place}[${shown(key)}]`, part, found);
      }
    },
  };
}

/** Checks the options of an object, each by its kind. An option that is undefined is left out. */
export function checkOptions(place: string, options: object, kinds: Record<string, OptionKind>, found: OptionFindings): void {
  for (const [name, value] of Object.entries(options)) {
    const at = place === '' ? name : `${place}.${name}`;
    const kind = Object.prototype.hasOwnProperty.call(kinds, name) ? kinds[name] : undefined;
    if (kind && value !== undefined) {
      kind.check(at, value, found);
    } else if (!kind) {
      const meant = meantOption(name, kinds);
      found.unknown.push({ place: at, meant: meant && (place === '' ? meant : `${place}.${meant}`) });
    }
  }
}

/** What is wrong, in a sentence. */
export function describeWrong({ place, value, advice }: WrongOption, owner: string): string {
  return `${optionPlace(place)} of ${owner} is ${shown(value)}: ${advice}.`;
}

/** A stack has a method called resolve, as tokens have. */
function isUnknown(value: unknown): boolean {
  return !Construct.isConstruct(value) && Token.isUnresolved(value);
}

function isPlain(value: unknown): value is object {
  return isJsonObject(value) && !Token.isUnresolved(value);
}
