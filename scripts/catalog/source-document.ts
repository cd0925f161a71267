import { readFacts } from './facts';

/** A row of the source document's table. */
export interface SourceDocumentRow {
  readonly name: string;
  readonly url?: string;
  /** The delivery type as printed: "Guaranteed", "Best effort" or nothing. */
  readonly said: string;
}

export function sourceDocumentRows(): SourceDocumentRow[] {
  const lines = readFacts('source-document.txt').split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => {
    const [, cell, said] = line.split('|').map((text) => text.trim());
    const text = cell.replace(/\\/g, '');
    const link = /^\[(.*)\]\((.*)\)$/.exec(text);
    return { name: link ? link[1] : text, url: link?.[2], said };
  });
}
