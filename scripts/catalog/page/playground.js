import { EventPatternMatcher } from '../../../src/pattern/matcher/event-pattern-matcher';

const VALUES = { string: 'example', number: 1, integer: 1, boolean: true, json: {} };

/** An event with the fields that the catalogue knows: their types are right, their values are invented. */
export function exampleEvent(service, { event, operation }) {
  const envelope = {
    'version': '0',
    'id': '11111111-2222-4333-8444-555555555555',
    'detail-type': event ? event.name : 'AWS API Call via CloudTrail',
    'source': service.source,
    'account': '123456789012',
    'time': '2026-01-15T12:00:00Z',
    'region': 'us-east-1',
    'resources': [],
  };
  if (operation) {
    return { ...envelope, detail: { eventSource: service.eventSource, eventName: operation, awsRegion: 'us-east-1', userIdentity: { type: 'IAMUser', userName: 'Alice' } } };
  }
  const detail = {};
  for (const [path, type, values] of event.fields ?? []) {
    put(detail, path.split('.'), type.startsWith('list of ') ? [example(type.slice(8), values)] : example(type, values));
  }
  return { ...envelope, detail };
}

function example(type, values) {
  return values?.[0] ?? VALUES[type] ?? {};
}

/** A name that ends in [] holds a list of objects. */
function put(holder, [name, ...rest], value) {
  const key = name.replace(/\[\]$/, '');
  if (rest.length === 0) {
    holder[key] = value;
  } else if (name.endsWith('[]')) {
    holder[key] ??= [{}];
    put(holder[key][0], rest, value);
  } else {
    holder[key] ??= {};
    put(holder[key], rest, value);
  }
}

export function examplePattern(service, { event, operation }) {
  return event
    ? { 'source': [service.source], 'detail-type': [event.name] }
    : { 'source': [service.source], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: [service.eventSource], eventName: [operation] } };
}

/** What EventBridge would do with the two texts: `{ verdict, lines }`. */
export function judge(patternText, eventText) {
  const pattern = parsed(patternText, 'pattern');
  const sample = parsed(eventText, 'event');
  const wrong = [pattern, sample].filter(({ problem }) => problem);
  if (wrong.length > 0) {
    return { verdict: 'wrong', lines: wrong.map(({ problem }) => problem) };
  }
  let matcher;
  try {
    matcher = EventPatternMatcher.of(pattern.value);
  } catch (error) {
    return { verdict: 'wrong', lines: [error.message] };
  }
  try {
    const mismatches = matcher.mismatches(sample.value);
    return mismatches.length === 0
      ? { verdict: 'matches', lines: ['The event matches the pattern.'] }
      : { verdict: 'differs', lines: ['The event does not match the pattern.', ...mismatches.map(({ path, wanted, found }) => `${path}: the pattern wants ${wanted}, the event has ${found}.`)] };
  } catch (error) {
    return { verdict: 'wrong', lines: [error.message] };
  }
}

function parsed(text, what) {
  if (!text.trim()) {
    return { problem: `The ${what} is empty.` };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: `The ${what} is not JSON: ${error.message}` };
  }
}
