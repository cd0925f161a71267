/**
 * Lays rows out under their headings, in at most the given number of columns; long cells go on in the next line, after a
 * word or a '/'. A word is broken only where the table has no room for the longest words of all its columns.
 */
export function textTable(headings: string[], rows: string[][], columns: number): string {
  const widths = widthsOf([headings, ...rows], columns - GAP.length * (headings.length - 1));
  const line = (cells: string[]) => {
    const wrapped = cells.map((cell, at) => wrap(cell, widths[at]));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, n) => wrapped.map((lines, at) => (lines[n] ?? '').padEnd(widths[at])).join(GAP).trimEnd()).join('\n');
  };
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const GAP = '  ';

/** The widest columns give way first: those that are wider than their longest word, and only then the others. */
function widthsOf(rows: string[][], room: number): number[] {
  const widest = (lengths: (cell: string) => number[]) => rows[0].map((_, at) => Math.max(...rows.flatMap((row) => lengths(row[at]))));
  const widths = widest((cell) => [cell.length]);
  const floors = widest((cell) => wordsOf(cell).map(({ text }) => text.length));
  for (let excess = widths.reduce((sum, width) => sum + width, -room); excess > 0; excess--) {
    const yielding = widths.map((width, at) => (width > floors[at] ? width : 0));
    const from = Math.max(...yielding) > 0 ? yielding : widths;
    widths[from.indexOf(Math.max(...from))] -= 1;
  }
  return widths;
}

interface Word {
  readonly text: string;
  /** What stands between the word and the one before it. */
  readonly before: string;
}

function wordsOf(cell: string): Word[] {
  return cell.split(' ').flatMap((word) => word.split(/(?<=\/)/).map((text, at) => ({ text, before: at === 0 ? ' ' : '' })));
}

/** The lines that a text takes. */
export function wrap(cell: string, width: number): string[] {
  const lines: string[] = [];
  for (const { text, before } of wordsOf(cell)) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]}${before}${text}` : undefined;
    if (longer !== undefined && longer.length <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(...text.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']);
    }
  }
  return lines;
}
