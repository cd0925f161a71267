const PLACEHOLDER = /<([A-Za-z0-9_-]+|aws\.events\.[a-z.-]+)>/g;
/** A quoted string (and whether it is an object's key), or a placeholder outside of one. */
const QUOTED_OR_PLACEHOLDER = new RegExp(`"((?:\\\\.|[^"\\\\])*)"(\\s*:)?|${PLACEHOLDER.source}`, 'gs');

/**
 * The JSONata expression that does what an input template does: within quotes a placeholder is text, outside of them a value.
 * What an event does not have is an empty text in both.
 *
 * @param valueOf the expression that a placeholder stands for
 * @throws when a placeholder stands for the key of an object
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function jsonataOfTemplate(template: string, valueOf: (placeholder: string) => string): string {
  if (isPlainText(template)) {
    return concatenate(JSON.stringify(template).slice(1, -1), valueOf);
  }
  const inObject = template.trimStart().startsWith('{');
  return template.replace(QUOTED_OR_PLACEHOLDER, (part, quoted: string | undefined, colon: string | undefined, name: string) => {
    if (quoted === undefined) {
      const value = valueOf(name);
      return `($exists(${value}) ? ${value} : "")`;
    }
    const isKey = inObject && colon !== undefined;
    if (isKey && quoted.search(PLACEHOLDER) >= 0) {
      throw new Error(`"${quoted}" of the input template stands for the key of an object, and EventBridge allows placeholders in values only.`);
    }
    return quoted.search(PLACEHOLDER) < 0 ? escapeDelimiter(part) : `(${concatenate(quoted, valueOf)})${colon ?? ''}`;
  });
}

/** Text, as it stands between quotes, with what its placeholders stand for. The operator & makes text of any value. */
function concatenate(text: string, valueOf: (placeholder: string) => string): string {
  const pieces = text.split(new RegExp(PLACEHOLDER.source));
  const operands = pieces.map((piece, at) => (at % 2 === 1 ? valueOf(piece) : `"${escapeDelimiter(piece)}"`)).filter((operand, at) => operand !== '""' || at === 0);
  return operands.join(' & ');
}

function isPlainText(template: string): boolean {
  const text = template.trim();
  return !/^["{[]/.test(text) && text.replace(PLACEHOLDER, '') !== '';
}

/** The end of an expression must not stand in a text of it. */
function escapeDelimiter(text: string): string {
  return text.replaceAll('%}', '%\\u007d');
}
