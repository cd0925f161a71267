/**
 * Makes the catalogue's data and classes from the facts beside this file.
 *
 *   npm run catalog         writes them
 *   npm run catalog:check   fails when writing them would change anything
 */
import { consolesStep } from './consoles-step';
import { dataEventsStep } from './data-events-step';
import { eventNamesStep } from './event-names-step';
import { eventSchemasStep } from './event-schemas-step';
import { GeneratedFile } from './generated-file';
import { operationsStep } from './operations-step';
import { servicesPageStep } from './page/services-page-step';
import { prerequisitesStep } from './prerequisites-step';
import { proseNumbersStep } from './prose-numbers-step';
import { readOnlyStep } from './read-only-step';
import { regionsStep } from './regions-step';
import { resourceFieldsStep } from './resource-fields-step';
import { resourceTypesStep } from './resource-types-step';
import { servicesStep } from './services-step';
import { twinsStep } from './twins-step';
import { watchListsStep } from './watch-lists-step';
import { checksPageStep } from '../checks/checks-page';
import { writeOrCheck } from '../generated-files';

/** One entry a kind of fact; each returns the files that it makes. */
const STEPS: (() => Promise<GeneratedFile[]>)[] = [
  servicesStep,
  checksPageStep,
  eventSchemasStep,
  readOnlyStep,
  operationsStep,
  eventNamesStep,
  dataEventsStep,
  consolesStep,
  resourceFieldsStep,
  resourceTypesStep,
  prerequisitesStep,
  regionsStep,
  twinsStep,
  servicesPageStep,
  watchListsStep,
  proseNumbersStep,
];

void Promise.all(STEPS.map((step) => step())).then((files) =>
  writeOrCheck(files.flat(), { what: 'catalogue', command: 'npm run catalog', check: process.argv.includes('--check') }));
