import { asList } from '../../catalog/as-list';
import { SchemaField } from '../../catalog/event-schema';
import { JsonType } from '../../catalog/json-type';
import { sameLetters } from '../../catalog/spelling';
import { isMatcher, isReference } from '../matcher/matcher';

/** What is wrong with one matcher of a field. */
export interface ValueProblem {
  readonly kind: 'wrongType' | 'valueNotAllowed' | 'idleExclusion';
  readonly value: unknown;
}

/** How the value types of JavaScript are called in a schema. */
const TYPES: Record<string, JsonType[]> = {
  string: [JsonType.STRING],
  number: [JsonType.NUMBER, JsonType.INTEGER],
  boolean: [JsonType.BOOLEAN],
};

const CLOSE = /[.*+?^${}()|[\]\\]/g;

/** The matchers of text, and whether a value is matched by what they hold. */
const TEXT_MATCHERS: Record<string, (value: string, wanted: string) => boolean> = {
  'prefix': (value, wanted) => value.startsWith(wanted),
  'suffix': (value, wanted) => value.endsWith(wanted),
  'equals-ignore-case': (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  'wildcard': (value, wanted) => new RegExp(`^${wanted.split('*').map((part) => part.replace(CLOSE, '\\$&')).join('.*')}$`, 's').test(value),
  // A closed list of values holds no addresses.
  'cidr': () => false,
};

/**
 * What is wrong with a matcher, as EventBridge spells it, in the list of those of a field that is no object.
 */
export function checkValue(matcher: unknown, field: SchemaField): ValueProblem[] {
  if (field.jsonType === JsonType.ANY || isReference(matcher)) {
    return [];
  }
  if (matcher === null) {
    return field.allowedValues ? [{ kind: 'valueNotAllowed', value: null }] : [];
  }
  return isMatcher(matcher) ? checkMatcher(matcher, field) : checkScalar(matcher, field);
}

function checkScalar(value: unknown, field: SchemaField): ValueProblem[] {
  if (!TYPES[typeof value]?.includes(field.jsonType)) {
    return [{ kind: 'wrongType', value }];
  }
  const { allowedValues, namedValues } = field;
  const wrong = typeof value === 'string' && (allowedValues ? !allowedValues.includes(value) : isMisspelled(value, namedValues));
  return wrong ? [{ kind: 'valueNotAllowed', value }] : [];
}

/** Where other values are possible, one that differs from a known one in case or punctuation alone is a slip. */
function isMisspelled(value: string, namedValues: string[] = []): boolean {
  return !namedValues.includes(value) && namedValues.some((named) => sameLetters(named, value));
}

function checkMatcher(matcher: Record<string, any>, field: SchemaField): ValueProblem[] {
  return Object.entries(matcher).flatMap(([name, wanted]): ValueProblem[] => {
    if (name === 'anything-but') {
      const excluded = asList(wanted);
      const leavesNone = field.allowedValues?.every((value) => excluded.includes(value)) ?? false;
      return leavesNone ? [{ kind: 'valueNotAllowed', value: matcher }]
        : excluded.flatMap((value) => checkValue(value, field)).map(({ value }) => ({ kind: 'idleExclusion', value }));
    }
    if (name === 'numeric') {
      return TYPES.number.includes(field.jsonType) ? [] : [{ kind: 'wrongType', value: matcher }];
    }
    const matches = TEXT_MATCHERS[name];
    return matches ? checkText(matcher, matches, texts(wanted), field) : [];
  });
}

function checkText(
  matcher: unknown, matches: (value: string, wanted: string) => boolean, wanted: string[], { jsonType, allowedValues }: SchemaField,
): ValueProblem[] {
  if (jsonType !== JsonType.STRING) {
    return [{ kind: 'wrongType', value: matcher }];
  }
  const never = allowedValues && wanted.length > 0 && !wanted.some((text) => allowedValues.some((value) => matches(value, text)));
  return never ? [{ kind: 'valueNotAllowed', value: matcher }] : [];
}

/** The texts in `'a'` or `['a', 'b']`; none in what is not known yet, or has a matcher of its own. */
function texts(wanted: unknown): string[] {
  const list = asList(wanted);
  return list.every((text) => typeof text === 'string') ? list : [];
}
