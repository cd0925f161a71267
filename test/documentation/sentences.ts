/** What a page says in one sentence, one item of a list or one row of a table. */
export interface Sentence {
  readonly text: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
}

/** The words by which a sentence promises something that users rely on; a number or a default promises as well. */
const PROMISING = new RegExp([
  'errors?', 'warnings?', 'warns?', 'warned', 'notices?', 'refused', 'refuses', 'fails?', 'by itself', 'every', 'each', 'all', 'whatever', 'never', 'always',
  'only', 'alone', 'nothing', 'nobody', 'no', 'none', 'defaults?', 'once', 'must', 'cannot', 'wins?',
  'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'hundred', 'thousand', '\\d[\\d,.]*',
].map((word) => `(?<![\\w./-])${word}(?![\\w/-])`).join('|'), 'i');

/** Whether a sentence must be tied to what proves it. */
export function promises({ text }: Sentence): boolean {
  const prose = text.replace(/`[^`]*`/g, '').replace(/\]\([^)]*\)/g, ']');
  return PROMISING.test(prose);
}

/** The sentences of a Markdown page: no code blocks, headings, comments or pictures. */
export function sentencesOf(markdown: string): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph: { text: string; line: number } | undefined;
  const flush = () => {
    if (paragraph) {
      const { text, line } = paragraph;
      sentences.push(...split(text).map((sentence) => ({ text: sentence, line })));
    }
    paragraph = undefined;
  };
  withoutBlocks(markdown).forEach((raw, at) => {
    const row = raw.trim();
    const line = at + 1;
    if (row === '' || /^#|^!\[/.test(row)) {
      flush();
    } else if (row.startsWith('|')) {
      flush();
      if (!/^\|[\s|:-]*$/.test(row) && !isHead(markdown, at)) {
        sentences.push({ text: row.replace(/^\|\s*|\s*\|$/g, ''), line });
      }
    } else if (/^([-*]|\d+\.)\s/.test(row)) {
      flush();
      paragraph = { text: row.replace(/^([-*]|\d+\.)\s+/, ''), line };
    } else {
      paragraph = { text: paragraph ? `${paragraph.text} ${row}` : row, line: paragraph?.line ?? line };
    }
  });
  flush();
  return sentences;
}

/** What a program writes into a page promises nothing that the program does not show. */
const WRITTEN = /<!-- Written by .*?<!-- End of what .*?-->/gs;

/** Lines of the page, empty where a block of code or a comment stands. */
function withoutBlocks(markdown: string): string[] {
  const blank = (block: string) => block.replace(/[^\n]/g, '');
  return markdown.replace(WRITTEN, blank).replace(/^```.*?^```$/gms, blank).replace(/<!--.*?-->/gs, blank).split('\n');
}

function isHead(markdown: string, at: number): boolean {
  return /^\|[\s|:-]*-[\s|:-]*$/.test(markdown.split('\n')[at + 1]?.trim() ?? '');
}

/** A sentence ends where the next begins with a capital letter, a code or a bold word; code and links are never cut. */
function split(paragraph: string): string[] {
  const kept: string[] = [];
  const masked = paragraph.replace(/`[^`]*`|\]\([^)]*\)/g, (part) => `\u0000${kept.push(part) - 1}\u0000`);
  return masked
    .split(/(?<=[.!?]["')*]{0,3})\s+(?=["'(*]{0,3}[A-Z\u0000[])/)
    .map((sentence) => sentence.replace(/\u0000(\d+)\u0000/g, (_, at: string) => kept[Number(at)]).trim());
}
