import { Certainty, every } from './certainty';

/** Stands in a text for a part that only the deployment knows; the same wherever the same part is meant. */
const OPEN = /\u0000[^\u0000]*\u0000|\$\{[A-Za-z]+\}/y;
const ANY = '*';
const ONE = '?';
const ARN_PARTS = 6;

/** Marks the name of one resource, which no other has. */
const OWN = '=';

/** A part of a text that only the deployment knows. */
export function openPart(name: string): string {
  return `\u0000${name.replace(/[:/*?\u0000]/g, '|')}\u0000`;
}

/** A name that AWS CloudFormation makes up for a resource: it is nobody else's. */
export function generatedName(name: string): string {
  return openPart(`${OWN}${name}`);
}

/** Whether two texts are the same. */
export function equalTexts(one: string, other: string): Certainty {
  if (isSettled(one, other)) {
    return one === other ? 'yes' : 'no';
  }
  const [parts, others] = [readText(one).arn, readText(other).arn];
  return parts.length === ARN_PARTS && others.length === ARN_PARTS
    ? every(parts.map((part, at) => equalParts(part, others[at]))) : equalParts(one, other);
}

/** Whether nothing has to be weighed to compare two texts. */
function isSettled(one: string, other: string): boolean {
  return one === other || (isClosed(one) && isClosed(other));
}

function equalParts(one: string, other: string): Certainty {
  if (isSettled(one, other)) {
    return one === other ? 'yes' : 'no';
  }
  const [{ tokens, mayBeAnything }, others] = [readText(one), readText(other)];
  return (mayBeAnything || others.mayBeAnything) && couldMeet(holesOf(tokens), holesOf(others.tokens)) ? 'unknown' : 'no';
}

/** Whether a text is what a pattern with `*` and `?` matches. */
export function likeText(pattern: string, text: string): Certainty {
  if (!/[*?]/.test(pattern)) {
    return equalTexts(pattern, text);
  }
  if (isClosed(pattern) && isClosed(text)) {
    return expressionOf(pattern).test(text) ? 'yes' : 'no';
  }
  const [wanted, given] = [wildcardsOf(readText(pattern).tokens), readText(text).tokens];
  return surelyMatches(wanted, given) ? 'yes' : couldMeet(holesOf(wanted), holesOf(given)) ? 'unknown' : 'no';
}

/** Whether nothing in a text is left to the deployment: almost none is, and then there is nothing to weigh. */
export function isClosed(text: string): boolean {
  return !text.includes('\u0000') && !text.includes('${');
}

/** Policies share their patterns. */
const EXPRESSIONS = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = EXPRESSIONS.get(pattern)
    ?? new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 's');
  EXPRESSIONS.set(pattern, known);
  return known;
}

/**
 * Whether an ARN is what a pattern matches, part by part: a wildcard does not reach over a colon before the last part.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function likeArn(pattern: string, arn: string): Certainty {
  if (pattern === arn) {
    return 'yes';
  }
  const [wanted, given] = [readText(pattern).arn, readText(arn).arn];
  return wanted.length < ARN_PARTS || given.length < ARN_PARTS ? likeText(pattern, arn)
    : every(wanted.map((part, at) => likeText(part, given[at])));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= ARN_PARTS ? parts : [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')];
}

type Wildcard = { readonly wildcard: typeof ANY | typeof ONE };
type Token = string | Wildcard;

interface ReadText {
  readonly tokens: string[];
  /** Whether a part may be any text, and not just the name of one resource. */
  readonly mayBeAnything: boolean;
  /** Its parts as an ARN has them, as far as it has so many. */
  readonly arn: string[];
}

/** Many statements of an app hold the same texts. */
const READ = new Map<string, ReadText>();
const MOST_TEXTS = 10_000;

function readText(text: string): ReadText {
  let read = READ.get(text);
  if (!read) {
    const tokens = tokensOf(text);
    read = { tokens, mayBeAnything: tokens.some((token) => isOpenToken(token) && token[1] !== OWN), arn: arnParts(text) };
    if (READ.size >= MOST_TEXTS) {
      READ.clear();
    }
    READ.set(text, read);
  }
  return read;
}

/** Characters, and open parts as a whole. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length; at += tokens[tokens.length - 1].length) {
    OPEN.lastIndex = at;
    tokens.push(OPEN.exec(text)?.[0] ?? text[at]);
  }
  return tokens;
}

function isOpenToken(token: Token): boolean {
  return typeof token === 'string' && token.length > 1;
}

function wildcardsOf(tokens: string[]): Token[] {
  return tokens.map((token) => (token === ANY || token === ONE ? { wildcard: token } : token));
}

/** Any text may stand in an open part. */
function holesOf(tokens: Token[]): Token[] {
  return tokens.map((token) => (isOpenToken(token) ? { wildcard: ANY } : token));
}

function isAny(token: Token | undefined): boolean {
  return typeof token === 'object' && token.wildcard === ANY;
}

function surelyMatches(pattern: Token[], text: string[]): boolean {
  return meets(pattern, text, (token, character) => (typeof token === 'string' ? token === character : !isOpenToken(character)));
}

/** Whether there is a text that both match. */
function couldMeet(one: Token[], other: Token[]): boolean {
  return meets(one, other, (token, character) => typeof token === 'object' || typeof character === 'object' || token === character);
}

/** Goes through both side by side, over all places that can be reached. */
function meets(one: Token[], other: Token[], fits: (token: Token, character: Token) => boolean): boolean {
  let reached = new Set([0]);
  for (let at = 0; at <= one.length; at += 1) {
    const next = new Set<number>();
    for (let place = 0; place <= other.length; place += 1) {
      if (!reached.has(place)) {
        continue;
      }
      if (isAny(one[at])) {
        next.add(place);
        reached.add(place + 1);
      }
      if (isAny(other[place])) {
        reached.add(place + 1);
        next.add(place);
      }
      if (at < one.length && place < other.length && !isAny(one[at]) && !isAny(other[place]) && fits(one[at], other[place])) {
        next.add(place + 1);
      }
    }
    if (at === one.length) {
      return reached.has(other.length);
    }
    reached = next;
  }
  return false;
}
