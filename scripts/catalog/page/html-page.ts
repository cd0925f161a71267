import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { PageService } from './page-service';
import { SearchPhrase } from '../../../src/command/search/catalogue-search';

/** The catalogue as a page with a search box that needs nothing but itself. */
export function htmlPage(services: PageService[], phrases: SearchPhrase[]): string {
  const parts: Record<string, string> = {
    style: readPart('page.css'),
    script: bundledScript(),
    // One service a line, so that a change to the catalogue can be read as a difference.
    services: `{"services":[\n${services.map(oneLine).join(',\n')}\n],"phrases":[\n${phrases.map(oneLine).join(',\n')}\n]}`,
  };
  return readPart('page.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

function oneLine(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** The page's own code, with the search and the matcher of the library. */
function bundledScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [resolve(__dirname, 'page.js')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    legalComments: 'none',
  });
  return outputFiles[0].text.trimEnd();
}

function readPart(name: string): string {
  return readFileSync(resolve(__dirname, name), 'utf8').trimEnd();
}
