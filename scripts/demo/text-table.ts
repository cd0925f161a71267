/** Lays rows out under their headings, in at most the given number of columns; long cells go on in the next line. */
export function textTable(headings: string[], rows: string[][], columns: number): string {
  const widths = headings.map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at].length)));
  const gaps = 2 * (headings.length - 1);
  while (widths.reduce((sum, width) => sum + width, gaps) > columns) {
    widths[widths.indexOf(Math.max(...widths))] -= 1;
  }
  const line = (cells: string[]) => {
    const wrapped = cells.map((cell, at) => wrap(cell, widths[at]));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, n) => wrapped.map((lines, at) => (lines[n] ?? '').padEnd(widths[at])).join('  ').trimEnd()).join('\n');
  };
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    const longer = last ? `${last} ${word}` : word;
    if (longer.length <= width) {
      lines[lines.length - 1] = longer;
    } else {
      const pieces = word.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''];
      lines.push(...pieces);
    }
  }
  return lines[0] === '' && lines.length > 1 ? lines.slice(1) : lines;
}
