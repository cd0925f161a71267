/**
 * Makes the README in the jsii assembly one that packages of all languages can show: PyPI, NuGet, Javadoc and pkg.go.dev know
 * nothing of the repository around it, and some of them no tables.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const REPOSITORY = 'cdk-service-events/cdk-service-events';
const PAGES = `https://github.com/${REPOSITORY}/blob/main/`;
const PICTURES = `https://raw.githubusercontent.com/${REPOSITORY}/main/`;
const ASSEMBLY = resolve(__dirname, '..', '.jsii.gz');
/** The line below the headings of a table. */
const TABLE = /^\|[-:| ]+\|$/m;

/** The README with absolute links, and without the sections that have tables. */
export function packageOverview(readme: string): string {
  const [introduction, ...sections] = readme.split(/^(?=## )/m);
  const kept = sections.filter((section) => !TABLE.test(section));
  const more = sections.filter((section) => TABLE.test(section)).map((section) => /^## (.*)$/m.exec(section)![1]);
  const hint = more.length === 0 ? '' : `\n## ${more.join('; ')}\n\nSee [the README](${PAGES}README.md).\n`;
  return withAbsoluteLinks([introduction, ...kept].join('').trimEnd() + '\n' + hint);
}

/**
 * The text with links and pictures that work outside of the repository.
 *
 * @param folder where the text is in the repository
 */
export function withAbsoluteLinks(text: string, folder = ''): string {
  return text.replace(/(!?)\[([^\]]*)\]\((?!https?:|#)([^)]+)\)/g, (_, picture, title, path) => `${picture}[${title}](${picture ? PICTURES : PAGES}${posix.join(folder, path)})`);
}

if (require.main === module) {
  const assembly = JSON.parse(gunzipSync(readFileSync(ASSEMBLY)).toString('utf8'));
  const overview = packageOverview(readFileSync(resolve(__dirname, '..', 'README.md'), 'utf8'));
  if (assembly.readme.markdown !== overview) {
    assembly.readme.markdown = overview;
    writeFileSync(ASSEMBLY, gzipSync(JSON.stringify(assembly, undefined, 2), { level: 9 }));
  }
}
