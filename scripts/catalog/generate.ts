/**
 * Makes the catalogue's data and classes from the facts beside this file.
 *
 *   npm run catalog         writes them
 *   npm run catalog:check   fails when writing them would change anything
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { dataEventsStep } from './data-events-step';
import { eventNamesStep } from './event-names-step';
import { eventSchemasStep } from './event-schemas-step';
import { GeneratedFile } from './generated-file';
import { operationsStep } from './operations-step';
import { prerequisitesStep } from './prerequisites-step';
import { readOnlyStep } from './read-only-step';
import { regionsStep } from './regions-step';
import { resourceFieldsStep } from './resource-fields-step';
import { servicesPageStep } from './page/services-page-step';
import { servicesStep } from './services-step';
import { twinsStep } from './twins-step';

/** One entry a kind of fact; each returns the files that it makes. */
const STEPS: (() => Promise<GeneratedFile[]>)[] = [
  servicesStep,
  eventSchemasStep,
  readOnlyStep,
  operationsStep,
  eventNamesStep,
  dataEventsStep,
  resourceFieldsStep,
  prerequisitesStep,
  regionsStep,
  twinsStep,
  servicesPageStep,
];

async function main(check: boolean): Promise<void> {
  const root = resolve(__dirname, '..', '..');
  const files = (await Promise.all(STEPS.map((step) => step()))).flat();
  const stale = files.filter(({ path, content }) => {
    const target = resolve(root, path);
    return !existsSync(target) || readFileSync(target, 'utf8') !== content;
  });
  if (check && stale.length > 0) {
    console.error(`Regenerating would change ${stale.map(({ path }) => path).join(', ')}: run "npm run catalog" and commit the result.`);
    process.exitCode = 1;
    return;
  }
  for (const { path, content } of stale) {
    mkdirSync(dirname(resolve(root, path)), { recursive: true });
    writeFileSync(resolve(root, path), content);
    console.log(`wrote ${path}`);
  }
  console.log(`catalogue: ${files.length} generated files, ${check ? 'all as committed' : `${stale.length} changed`}`);
}

void main(process.argv.includes('--check'));
