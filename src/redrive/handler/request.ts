import { parseRuleArn } from './rules';

/**
 * What a redrive is to do, with everything filled in that the one who invokes it has left out.
 */
export interface RedriveRequest {
  /** Whether nothing is sent and nothing deleted. */
  readonly dryRun: boolean;
  /** Only dead letters of this rule: its name, its bus and name (`orders/my-rule`), or its ARN. */
  readonly rule?: string;
  /** Only dead letters of this target: its ARN, or the name at the end of it. */
  readonly target?: string;
  /** Only dead letters with one of these codes. */
  readonly errorCodes?: string[];
  /** Only dead letters that have been in the queue for at least, or at most, so many minutes. */
  readonly olderThanMinutes?: number;
  readonly youngerThanMinutes?: number;
  /** How many are sent in a second. */
  readonly perSecond: number;
  /** How many of those that are asked for are taken. */
  readonly limit: number;
  /** Whether the letters of rules that are switched off are sent as well. */
  readonly includeDisabledRules: boolean;
  /** Whether letters are sent as well that somebody else than EventBridge or the function seems to have written. */
  readonly anySender: boolean;
}

type Check = (value: unknown) => boolean;

const DEFAULTS = { dryRun: true, perSecond: 10, limit: 10_000, includeDisabledRules: false, anySender: false };
/** One in a little more than a quarter of an hour, which is as long as a function runs, and far more than a run can send. */
const RATES = { min: 0.001, max: 1_000_000 };
const MOST = 1_000_000;

const isFlag: Check = (value) => typeof value === 'boolean';
const isText: Check = (value) => typeof value === 'string' && value.trim() !== '';
const isMinutes: Check = (value) => isBetween(value, 0, Number.MAX_SAFE_INTEGER);

const FIELDS: Record<string, [check: Check, what: string]> = {
  dryRun: [isFlag, 'true or false'],
  rule: [(value) => isText(value) && isRule(value as string), 'the name of a rule, its bus and name as in "orders/my-rule", or its ARN'],
  target: [isText, 'the ARN or name of a target'],
  errorCode: [(value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)), 'an error code or a list of them'],
  olderThanMinutes: [isMinutes, 'a number of minutes, from 0'],
  youngerThanMinutes: [isMinutes, 'a number of minutes, from 0'],
  perSecond: [(value) => isBetween(value, RATES.min, RATES.max), `a number from ${RATES.min} to ${RATES.max}`],
  limit: [(value) => isBetween(value, 1, MOST) && Number.isInteger(value), `a whole number from 1 to ${MOST}`],
  includeDisabledRules: [isFlag, 'true or false'],
  anySender: [isFlag, 'true or false'],
};

/**
 * @throws when the input holds anything else than a redrive understands
 */
export function parseRequest(input: unknown): RedriveRequest {
  const given = input ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new Error(`The input is ${JSON.stringify(given)}: give an object with any of ${Object.keys(FIELDS).join(', ')}.`);
  }
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (!field) {
      throw new Error(`The input has '${name}', which a redrive does not know. It knows ${Object.keys(FIELDS).join(', ')}.`);
    }
    const [check, what] = field;
    if (!check(value)) {
      throw new Error(`${name} of the input is ${JSON.stringify(value)}: it must be ${what}.`);
    }
  }
  const { errorCode, ...rest } = given as Record<string, any>;
  if (rest.olderThanMinutes > rest.youngerThanMinutes) {
    throw new Error(`olderThanMinutes of the input is ${rest.olderThanMinutes} and youngerThanMinutes is ${rest.youngerThanMinutes}: no letter is both, so give a smaller olderThanMinutes or a larger youngerThanMinutes.`);
  }
  return { ...DEFAULTS, ...rest, ...(errorCode && { errorCodes: [errorCode].flat() }) };
}

/**
 * The request as it was given, to be given again.
 */
export function inputOf({ errorCodes, ...rest }: RedriveRequest): Record<string, unknown> {
  const entries = Object.entries({ ...rest, errorCode: errorCodes });
  return Object.fromEntries(entries.filter(([name, value]) => value !== undefined && value !== (DEFAULTS as Record<string, unknown>)[name]));
}

function isBetween(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function isRule(text: string): boolean {
  return !text.startsWith('arn:') || parseRuleArn(text) !== undefined;
}
