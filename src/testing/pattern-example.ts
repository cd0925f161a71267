import { isJsonObject } from '../catalog/json-object';
import { Alternative, patternAlternatives } from '../pattern/algebra/pattern-alternatives';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { FieldCondition } from '../pattern/matcher/field-condition';

type Plain = Record<string, any>;

/** The field must not be there. */
const ABSENT = Symbol('absent');
const OTHER_REGIONS = ['eu-west-1', 'us-west-2'];
const ANY_TEXTS = ['example', 'a', 'Example-1', '0', 'https://example.com/', '2026-01-15T12:00:00Z'];

/** What an alternative of a pattern wants, as far as it says so with plain values. */
export interface WantedKind {
  readonly source?: string;
  readonly detailType?: string;
  readonly eventSource?: string;
  readonly eventName?: string;
}

/**
 * An event that a pattern matches.
 *
 * @param baseOf an event of the kind, in which what the pattern wants is changed
 * @throws when none is found
 */
export function matchingExample(pattern: Plain, baseOf: (kind: WantedKind) => Plain): Plain {
  const matcher = EventPatternMatcher.of(pattern);
  for (const alternative of patternAlternatives(pattern)) {
    const sample = baseOf(kindOf(alternative));
    for (const [path, condition] of alternative) {
      const names = path.split('.');
      const now = current(sample, names);
      const value = valueFor(condition, now);
      if (value === ABSENT) {
        remove(sample, names);
      } else if (value !== now) {
        set(sample, names, value);
      }
    }
    if (matcher.matches(sample)) {
      return sample;
    }
  }
  throw new Error(`No event could be made that matches ${shortened(pattern)}: what it wants of its fields excludes each other, or is of a kind for which no value could be thought of.`);
}

/**
 * The same event with one field changed, so that the pattern does not match it any more: in `detail` where the pattern wants
 * something there, else in the envelope.
 *
 * @param othersOf values that the field can have besides
 * @throws when no single field decides
 */
export function nearMissExample(pattern: Plain, sample: Plain, othersOf: (path: string) => unknown[]): Plain {
  const matcher = EventPatternMatcher.of(pattern);
  const paths = [...new Set(patternAlternatives(pattern).flatMap((alternative) => [...alternative.keys()]))].reverse();
  for (const path of paths.sort((one, other) => Number(isInDetail(other)) - Number(isInDetail(one)))) {
    const names = path.split('.');
    for (const value of [...othersOf(path), ...otherValues(current(sample, names), path)]) {
      const changed = structuredClone(sample);
      if (value === ABSENT) {
        remove(changed, names);
      } else {
        set(changed, names, value);
      }
      if (isEvent(changed) && !matcher.matches(changed)) {
        return changed;
      }
    }
  }
  throw new Error(`No single field turns an event away from ${shortened(pattern)}: it matches whatever they hold.`);
}

function kindOf(alternative: Alternative): WantedKind {
  const text = (path: string) => alternative.get(path)?.items.find((item): item is string => typeof item === 'string');
  return {
    source: text('source'),
    detailType: text('detail-type'),
    eventSource: text('detail.eventSource') ?? text('detail.insightDetails.eventSource'),
    eventName: text('detail.eventName'),
  };
}

/** What is there already where it does, else what the first of the matchers wants; nothing where that is not known. */
function valueFor(condition: FieldCondition, now: unknown): unknown {
  const nowIsPlain = now !== undefined && (typeof now !== 'object' || now === null);
  if (nowIsPlain && condition.holds(now as string)) {
    return now;
  }
  if (condition.takesAbsence) {
    return ABSENT;
  }
  return condition.items.flatMap((item) => candidates(item, nowIsPlain ? now : undefined)).find((value) => condition.holds(value as string));
}

function candidates(item: any, now: unknown): unknown[] {
  if (typeof item !== 'object' || item === null) {
    return [item];
  }
  const [[operator, operand]] = Object.entries<any>(item);
  const text = typeof operand === 'string' ? operand : operand?.['equals-ignore-case'];
  switch (operator) {
    case 'prefix': return [`${text}${String(now ?? 'example')}`, `${text}example`, text];
    case 'suffix': return [`${String(now ?? 'example')}${text}`, `example${text}`, text];
    case 'equals-ignore-case': return [operand];
    case 'wildcard': return [operand.replace(/(^|[^\\])\*/g, '$1example').replace(/\\(.)/g, '$1'), operand.replace(/\*/g, '')];
    case 'numeric': return numbers(operand);
    case 'cidr': return [operand.split('/')[0]];
    case 'exists': return ANY_TEXTS;
    default: return [...ANY_TEXTS, 0];
  }
}

function numbers(operand: any[]): number[] {
  const bounds = operand.filter((bound): bound is number => typeof bound === 'number');
  const middle = bounds.reduce((sum, bound) => sum + bound, 0) / bounds.length;
  return [Math.round(middle), middle, ...bounds.flatMap((bound) => [bound + 1, bound - 1])];
}

/** Other values of the kind; and none at all. */
function otherValues(now: unknown, path: string): unknown[] {
  const others = typeof now === 'number' ? [now + 1, -now - 1, now + 1e6, now - 1e6]
    : typeof now === 'boolean' ? [!now]
      : path === 'account' ? ['210987654321'] : /region$/i.test(path) ? OTHER_REGIONS
        : typeof now === 'string' ? [`${now}-other`, `other-${now}`, 'something-else', ''] : ['something-else', 0];
  return [...others, ABSENT];
}

/** The value of a field; a list has that of its first element, at the end and on the way. */
function current(sample: Plain, names: string[]): unknown {
  const value = names.reduce<any>((at, name) => {
    const holder = Array.isArray(at) ? at[0] : at;
    return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name) ? holder[name] : undefined;
  }, sample);
  return Array.isArray(value) ? value[0] : value;
}

function set(sample: Plain, names: string[], value: unknown): void {
  let holder = sample;
  for (const name of names.slice(0, -1)) {
    const next = Object.hasOwn(holder, name) ? holder[name] : undefined;
    if (Array.isArray(next)) {
      next[0] = isJsonObject(next[0]) ? next[0] : {};
      holder = next[0];
    } else {
      holder[name] = isJsonObject(next) ? next : {};
      holder = holder[name];
    }
  }
  const last = names.at(-1)!;
  holder[last] = (Array.isArray(holder[last]) || names.join('.') === 'resources') ? [value] : value;
}

function remove(sample: Plain, names: string[]): void {
  const holder = names.slice(0, -1).reduce<any>((at, name) => {
    const value = isJsonObject(at) ? at[name] : undefined;
    return Array.isArray(value) ? value[0] : value;
  }, sample);
  if (isJsonObject(holder)) {
    if (names.length === 1 && Array.isArray(holder[names[0]])) {
      holder[names[0]] = [];
    } else {
      delete holder[names.at(-1)!];
    }
  }
}

function isInDetail(path: string): boolean {
  return path.startsWith('detail.');
}

/** Whether EventBridge would deliver it at all. */
function isEvent(sample: Plain): boolean {
  return typeof sample.source === 'string' && sample.source !== '' && typeof sample['detail-type'] === 'string' && sample['detail-type'] !== '';
}

function shortened(pattern: Plain): string {
  const text = JSON.stringify(pattern);
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}
