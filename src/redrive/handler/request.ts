/**
 * What a redrive is to do, with everything filled in that the one who invokes it has left out.
 */
export interface RedriveRequest {
  /** Whether nothing is sent and nothing deleted. */
  readonly dryRun: boolean;
  /** Only dead letters of this rule, by name or ARN. */
  readonly rule?: string;
  /** Only dead letters with one of these codes. */
  readonly errorCodes?: string[];
  /** Only dead letters that have been in the queue for at least, or at most, so many minutes. */
  readonly olderThanMinutes?: number;
  readonly youngerThanMinutes?: number;
  /** How many are sent in a second. */
  readonly perSecond: number;
  /** How many are taken from the queue. */
  readonly limit: number;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isNumberFrom = (least: number): Check => (value) => typeof value === 'number' && Number.isFinite(value) && value >= least;

const FIELDS: Record<string, [check: Check, what: string]> = {
  dryRun: [(value) => typeof value === 'boolean', 'true or false'],
  rule: [isText, 'the name or ARN of a rule'],
  errorCode: [(value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)), 'an error code or a list of them'],
  olderThanMinutes: [isNumberFrom(0), 'a number of minutes'],
  youngerThanMinutes: [isNumberFrom(0), 'a number of minutes'],
  perSecond: [(value) => isNumberFrom(0)(value) && value !== 0, 'a number above 0'],
  limit: [isNumberFrom(1), 'a number from 1'],
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
  return { dryRun: true, perSecond: 10, limit: 10_000, ...rest, ...(errorCode && { errorCodes: [errorCode].flat() }) };
}
