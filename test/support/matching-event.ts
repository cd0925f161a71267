type Json = any;

/** What every event has besides what a pattern asks for. */
const ENVELOPE = { 'source': 'aws.any', 'detail-type': 'Any', 'resources': [], 'detail': {} };

/** Makes values that match a filter, by the filter's name. */
const VALUES: Record<string, (argument: Json) => Json> = {
  'prefix': (argument) => (typeof argument === 'string' ? `${argument}-any` : `${argument['equals-ignore-case']}-any`),
  'suffix': (argument) => (typeof argument === 'string' ? `any-${argument}` : `any-${argument['equals-ignore-case']}`),
  'equals-ignore-case': (argument) => argument,
  'wildcard': (argument) => argument.replaceAll('*', 'any'),
  'anything-but': () => 'Any but those',
  'cidr': (argument) => argument.split('/')[0],
  'numeric': (argument) => numberWithin(argument),
  'exists': (argument) => (argument ? 'any' : undefined),
};

/**
 * The smallest event that an event pattern matches: of each list of filters, the first is met.
 */
export function matchingEvent(pattern: Json): Json {
  return { ...ENVELOPE, ...matchingObject(pattern) };
}

function matchingObject(pattern: Json): Json {
  const made: Record<string, Json> = {};
  for (const [key, value] of Object.entries<Json>(pattern)) {
    if (key === '$or') {
      Object.assign(made, matchingObject(value[0]));
    } else {
      made[key] = Array.isArray(value) ? matchingValue(key, value[0]) : matchingObject(value);
    }
  }
  return made;
}

function matchingValue(key: string, filter: Json): Json {
  const value = matchingScalar(filter);
  return key === 'resources' ? [value] : value;
}

function matchingScalar(filter: Json): Json {
  if (typeof filter !== 'object' || filter === null) {
    return filter;
  }
  const [[name, argument]] = Object.entries<Json>(filter);
  const make = VALUES[name];
  if (!make) {
    throw new Error(`No value is known that matches ${JSON.stringify(filter)}`);
  }
  return make(argument);
}

function numberWithin([operator, bound, , upper]: [string, number, string?, number?]): number {
  const inclusive = operator.includes('=');
  if (inclusive) {
    return bound;
  }
  return operator === '<' ? bound - 1 : upper === undefined ? bound + 1 : (bound + upper) / 2;
}
