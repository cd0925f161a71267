/**
 * Draws the pictures of the documentation: docs/pictures/*.dot becomes an SVG beside it.
 *
 *   npm run pictures         draws them
 *   npm run pictures:check   fails when a committed picture is not what its text says
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GeneratedFile, writeOrCheck } from '../generated-files';

const FOLDER = 'docs/pictures';
/** Graphviz measures text by the widths of this font, the widest that a browser may take instead. */
const MEASURED_FONT = 'font-family="Verdana"';
const SHOWN_FONT = 'font-family="Arial,Helvetica,Liberation Sans,DejaVu Sans,Verdana,sans-serif"';
const PROLOGUE = /^<\?xml[^]*?(?=<svg)/;

async function pictures(): Promise<GeneratedFile[]> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  const style = readFileSync(resolve(__dirname, 'style.dot'), 'utf8');
  const folder = resolve(__dirname, '..', '..', FOLDER);
  return readdirSync(folder).filter((file) => file.endsWith('.dot')).sort().map((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    const title = /^\/\/ (.+)$/m.exec(source)?.[1];
    if (!title) {
      throw new Error(`${FOLDER}/${file} does not begin with a line that says what it shows, such as "// What one rule makes.".`);
    }
    const drawn = graphviz.dot(source.replace('digraph {', `digraph {\n${style}`));
    return { path: `${FOLDER}/${file.replace(/\.dot$/, '.svg')}`, content: withTitle(drawn, title) };
  });
}

/** Screen readers read the title. Without the prologue the picture can stand in a page as well. */
function withTitle(svg: string, title: string): string {
  return svg.replace(PROLOGUE, '').replace(/<svg /, '<svg role="img" ').replace(/(<svg[^>]*>)/, `$1\n<title>${title}</title>`)
    // The names of nodes are no titles for people.
    .replace(/(<g [^>]*>)\n<title>[^<]*<\/title>/g, '$1').replaceAll(MEASURED_FONT, SHOWN_FONT).trimEnd() + '\n';
}

void pictures().then((files) => writeOrCheck(files, { what: 'pictures', command: 'npm run pictures', check: process.argv.includes('--check') }));
