import { JsonNumber, compactJson, jsonText } from './json-text';

const PLACEHOLDER = /<([A-Za-z0-9_-]+|aws\.events\.[a-z.-]+)>/g;
/** A quoted string (and whether it is an object's key), or a placeholder outside of one. */
const QUOTED_OR_PLACEHOLDER = new RegExp(`"(?:\\\\.|[^"\\\\])*"(\\s*:)?|${PLACEHOLDER.source}(\\s*:)?`, 'gs');
/** Of these, EventBridge leaves the quotes also where they break the string around them. */
const KEEP_QUOTES = new Set(['aws.events.event', 'aws.events.event.json']);

/**
 * Puts values into the placeholders of an input template.
 *
 * - Outside of quotes, a value stands as JSON, a string with quotes around it; a value that the event does not have is an
 *   empty string.
 * - Within quotes, a string stands as it is; of an object or a list, the quotes are removed.
 * - Nothing is escaped, so a quote within a value can break the JSON around it, as it does in EventBridge.
 * - In a template that is neither JSON nor quoted, all placeholders stand as if within quotes.
 *
 * @param values what the placeholders stand for; undefined where the event has no such value
 * @throws when a placeholder stands for nothing that is known, or for the key of an object
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function fillTemplate(template: string, values: Map<string, unknown>): string {
  for (const [, name] of template.matchAll(PLACEHOLDER)) {
    requireKnown(name, values);
  }
  if (isPlainText(template)) {
    return fillText(template, values);
  }
  const inObject = template.trimStart().startsWith('{');
  return template.replace(QUOTED_OR_PLACEHOLDER, (part, afterString, name, afterPlaceholder) => {
    const isKey = inObject && (afterString ?? afterPlaceholder) !== undefined;
    if (isKey && part.search(PLACEHOLDER) >= 0) {
      throw new Error(`${part.replace(/\s*:$/, '')} of the input template stands for the key of an object, and EventBridge allows placeholders in values only.`);
    }
    return name === undefined ? fillText(part, values) : asJson(values.get(name)) + (afterPlaceholder ?? '');
  });
}

function requireKnown(name: string, values: Map<string, unknown>): void {
  if (!values.has(name)) {
    throw new Error(`The input template has placeholder <${name}>, which neither InputPathsMap nor EventBridge defines. There are: ${[...values.keys()].map((known) => `<${known}>`).join(', ')}.`);
  }
}

function isPlainText(template: string): boolean {
  const text = template.trim();
  return !/^["{[]/.test(text) && text.replace(PLACEHOLDER, '') !== '';
}

function fillText(text: string, values: Map<string, unknown>): string {
  return text.replace(PLACEHOLDER, (_placeholder, name) => asText(values.get(name), KEEP_QUOTES.has(name)));
}

function asJson(value: unknown): string {
  return typeof value === 'string' || value === undefined ? `"${value ?? ''}"` : jsonText(value);
}

function asText(value: unknown, keepQuotes: boolean): string {
  if (typeof value === 'object' && value !== null && !(value instanceof JsonNumber)) {
    const json = keepQuotes ? jsonText(value) : compactJson(value);
    return keepQuotes ? json : json.replaceAll('"', '');
  }
  return value === undefined ? '' : String(value);
}
