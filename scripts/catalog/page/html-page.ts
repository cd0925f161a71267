import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PageService } from './page-service';

/** The catalogue as a page with a search box that needs nothing but itself. */
export function htmlPage(services: PageService[]): string {
  const parts: Record<string, string> = {
    style: readPart('page.css'),
    script: readPart('page.js'),
    // One service a line, so that a change to the catalogue can be read as a difference.
    services: `[\n${services.map((service) => JSON.stringify(service).replace(/</g, '\\u003c')).join(',\n')}\n]`,
  };
  return readPart('page.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

function readPart(name: string): string {
  return readFileSync(resolve(__dirname, name), 'utf8').trimEnd();
}
