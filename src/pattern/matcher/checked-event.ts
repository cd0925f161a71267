/** How deep an event may be nested. CloudTrail's deepest records have about a dozen levels. */
export const MAX_LEVELS = 200;

/**
 * How large an event may be.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const MAX_BYTES = 1024 * 1024;

/** The most bytes that one character of a text can take in JSON: `\u0000`. */
const BYTES_PER_CHARACTER = 6;
/** The most bytes that a number, and the least and the most that punctuation around a value can take. */
const BYTES_PER_SCALAR = 26;

/**
 * An event that is what EventBridge could deliver: plain JSON, within the limits.
 */
export interface CheckedEvent {
  readonly fields: Record<string, unknown>;
  /** Whether any name in it has a dot. */
  readonly hasDottedNames: boolean;
}

/**
 * Makes sure that an event can be worked on: what the rest of the matcher relies on is found out here, once.
 *
 * @throws when it is no JSON object, is nested deeper than 200 levels or is larger than 1 MB
 */
export function checkEvent(sample: unknown): CheckedEvent {
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) {
    throw new Error(`An event is a JSON object, and this is ${describe(sample)}: give an object such as the one that EventBridge hands to a target.`);
  }
  const walk = new Walk();
  walk.through(sample as Record<string, unknown>, 1);
  if (walk.mayBeLarge && new TextEncoder().encode(JSON.stringify(sample)).length > MAX_BYTES) {
    tooLarge();
  }
  return { fields: sample as Record<string, unknown>, hasDottedNames: walk.hasDottedNames };
}

/** Goes through an event. Calls go down with its levels, which are few. */
class Walk {
  public hasDottedNames = false;
  // What it takes at least, and at most: only between the two the text has to be written to know.
  private characters = 0;
  private scalars = 0;

  public get mayBeLarge(): boolean {
    return this.characters * BYTES_PER_CHARACTER + this.scalars * BYTES_PER_SCALAR > MAX_BYTES;
  }

  public through(value: Record<string, unknown> | unknown[], level: number): void {
    if (level > MAX_LEVELS) {
      throw new Error(`The event is nested deeper than ${MAX_LEVELS} levels, or contains itself: no event of AWS comes near that.`);
    }
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) {
        this.take(value[at], level, at);
      }
    } else {
      if (Object.getPrototypeOf(value) !== Object.prototype) {
        requirePlain(value);
      }
      for (const name in value) {
        const held = value[name];
        if (held !== undefined) {
          this.characters += name.length;
          this.hasDottedNames ||= name.includes('.');
          this.take(held, level, name);
        }
      }
    }
    if (this.characters + this.scalars > MAX_BYTES) {
      tooLarge();
    }
  }

  private take(value: unknown, level: number, name: string | number): void {
    this.scalars += 1;
    if (typeof value === 'string') {
      this.characters += value.length;
    } else if (typeof value === 'object') {
      if (value !== null) {
        this.through(value as Record<string, unknown>, level + 1);
      }
    } else if (typeof value !== 'boolean' && !Number.isFinite(value)) {
      throw new Error(`Field '${name}' of the event holds ${describe(value)}, which JSON cannot say: give a text, a finite number, true, false, null, a list or an object.`);
    }
  }
}

/** What every event says: where it comes from, and what it is. */
const ENVELOPE = ['source', 'detail-type'];

/** Whether an event says where it comes from and what it is. */
export function hasEnvelope({ fields }: CheckedEvent): boolean {
  return ENVELOPE.every((name) => isSaid(fields, name));
}

/**
 * Makes sure that an event says where it comes from and what it is.
 *
 * @throws when `source` or `detail-type` is missing
 */
export function requireEnvelope({ fields }: CheckedEvent): void {
  const missing = ENVELOPE.find((name) => !isSaid(fields, name));
  if (missing !== undefined) {
    const found = missing in fields ? `is ${describe(fields[missing])}` : 'is missing';
    throw new Error(`'${missing}' of the event ${found}: every event has a text there, such as ${missing === 'source' ? "'aws.ec2'" : "'EC2 Instance State-change Notification'"}. The event has the fields ${Object.keys(fields).join(', ') || '(none)'}.`);
  }
}

/** Some samples have several detail-types in a list, which EventBridge's TestEventPattern takes. */
function isSaid(fields: Record<string, unknown>, name: string): boolean {
  const value = fields[name];
  return isText(value) || (name === 'detail-type' && isTexts(value));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function requirePlain(value: object): void {
  const prototype = Object.getPrototypeOf(value);
  // An object literal of another realm has another Object.prototype, which has no prototype either.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new Error(`The event holds ${describe(value)}: give what JSON can say, such as a text for a Date.`);
  }
}

function tooLarge(): never {
  throw new Error(`The event is larger than ${MAX_BYTES} bytes, the most that EventBridge takes.`);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return `a ${value.constructor?.name ?? 'object'}`;
  }
  return typeof value === 'string' ? `the text '${value.length > 60 ? `${value.slice(0, 57)}...` : value}'` : String(value);
}
