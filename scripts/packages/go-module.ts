/**
 * The file of a Go package that says what it is for.
 *
 * @param markdown a page that begins with a heading and a paragraph
 */
export function packageComment(name: string, markdown: string): string {
  const [heading, paragraph] = markdown.trim().split(/\n{2,}/);
  const about = heading.replace(/^#+ (.)/, (_all, first: string) => first.toLowerCase());
  return [`// Package ${name} is for ${about}.`, '//', ...paragraph.replaceAll('`', '').split('\n').map((line) => `// ${line}`), `package ${name}`, ''].join('\n');
}

/**
 * What the module shows of itself: the introduction of the README, and the page on Go, whose code compiles. What jsii-rosetta
 * makes of the README's examples is no valid Go.
 *
 * @param overview the README
 * @param page the page on Go
 */
export function goOverview(overview: string, page: string): string {
  const introduction = overview.split(/^```/m)[0].trimEnd();
  const sections = page.trim().replace(/^#(?=#* )/gm, '##');
  return `${introduction}\n\n${tablesAsLists(sections)}\n`;
}

/** Not every reader of a package shows tables. */
function tablesAsLists(markdown: string): string {
  return markdown
    .replace(/^\|.*\|\n\|[-:| ]+\|\n/gm, '')
    .replace(/^\| (.*?) \| (.*) \|$/gm, '- $1: $2');
}
