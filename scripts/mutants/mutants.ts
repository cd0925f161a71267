/**
 * Makes small mistakes in the source, one at a time, in a copy of the project, and tells which of them no test notices.
 *
 *   npm run mutants                                  30 mistakes in every room
 *   npm run mutants -- --room delivery --count 50    ... in one room
 *   npm run mutants -- --changed main                ... in the files that differ from a branch or commit
 *   npm run mutants -- --file src/hub/forwarding.ts --file src/hub/hub-check.ts:20
 *                                                    ... everything in one file, and on one line of another
 *   npm run mutants -- --nearest 5                   ... with the five test files that are nearest to each by name, which is fast
 *   npm run mutants -- --seed 7                      other mistakes; the same seed makes the same ones
 *   npm run mutants -- --write                       the figures go into docs/mutants.md
 *
 * A mistake that changes nothing to see is named, with the reason, in `equivalent.json` beside this file.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Mutation } from './mutation';
import { nearestFirst } from './nearest-tests';
import { RoomResult, Trial, isEquivalent, withResults } from './report';
import { allMutations, filesOf, testFilesOf } from './rooms';
import { sample } from './sample';
import { Workplace } from './workplace';

const ROOT = resolve(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'mutants.md');
/** After how many mistakes a long run says how far it is. */
const TOLD_EVERY = 25;
const ROOMS = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

interface Choice {
  readonly seed: number;
  readonly count: number;
  readonly jobs: number;
  readonly changed?: string;
  readonly places: Place[];
  readonly nearest: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      room: { type: 'string', multiple: true, default: [] },
      changed: { type: 'string' },
      file: { type: 'string', multiple: true, default: [] },
      nearest: { type: 'string', default: '1000' },
      count: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '2' },
      write: { type: 'boolean', default: false },
    },
  });
  const unknown = values.room.find((room) => !ROOMS.includes(room));
  if (unknown) {
    throw new Error(`There is no room '${unknown}'. Possible: ${ROOMS.join(', ')}.`);
  }
  const places = values.file.map(placeOf);
  const missing = places.find(({ file }) => !existsSync(join(ROOT, file)));
  if (missing) {
    throw new Error(`There is no file '${missing.file}': give its path from the root of the project, such as src/hub/hub-check.ts or src/hub/hub-check.ts:20.`);
  }
  const choice = {
    seed: numberOf('seed', values.seed),
    count: places.length > 0 ? Infinity : numberOf('count', values.count),
    jobs: numberOf('jobs', values.jobs),
    changed: values.changed,
    places,
    nearest: numberOf('nearest', values.nearest),
  };
  const workplaces = Array.from({ length: choice.jobs }, () => new Workplace());
  const results: RoomResult[] = [];
  try {
    for (const room of values.room.length > 0 ? values.room : ROOMS) {
      const result = await tryRoom(room, workplaces, choice);
      if (result) {
        results.push(result);
      }
    }
  } finally {
    workplaces.forEach((workplace) => workplace.remove());
  }
  if (values.write) {
    writeFileSync(PAGE, withResults(readFileSync(PAGE, 'utf8'), results));
  }
}

function numberOf(name: string, text: string): number {
  if (!/^\d+$/.test(text) || (name === 'jobs' && text === '0')) {
    throw new Error(`--${name} is '${text}': it takes a whole number.`);
  }
  return Number(text);
}

async function tryRoom(room: string, workplaces: Workplace[], { seed, count, changed, places, nearest }: Choice): Promise<RoomResult | undefined> {
  const files = filesOf(room).filter((file) => !changed || changedSince(changed).has(file));
  const chosen = sample(allMutations(files).filter((mutation) => places.length === 0 || places.some((place) => isAt(place, mutation))), count, seed);
  if (chosen.length === 0) {
    return undefined;
  }
  const tests = testFilesOf(room);
  const testsFor = ({ file }: Mutation) => nearestFirst(tests, file).slice(0, nearest);
  const begin = Date.now();
  if (await workplaces[0].test([...new Set(chosen.flatMap(testsFor))], 30 * 60_000) !== 'survived') {
    throw new Error(`The tests of ${room} fail before any mistake was made.`);
  }
  const timeout = 60_000 + 4 * (Date.now() - begin);
  console.log(`${room}: ${chosen.length} mistakes, ${tests.length} test files that take ${Math.round((Date.now() - begin) / 1000)} s`);
  return summarize(room, { seed, nearest: Math.min(nearest, tests.length) }, await tryAll(chosen, workplaces, testsFor, timeout));
}

/** A file, or a line of it. */
interface Place {
  readonly file: string;
  readonly line?: number;
}

function placeOf(text: string): Place {
  const [file, line] = text.split(':');
  return { file, line: line === undefined ? undefined : numberOf('file', line) };
}

const isAt = ({ file, line }: Place, mutation: Mutation) => mutation.file === file && (line === undefined || mutation.line === line);

let changedFiles: Set<string> | undefined;

function changedSince(commit: string): Set<string> {
  changedFiles ??= new Set(execFileSync('git', ['diff', '--name-only', commit], { cwd: ROOT, encoding: 'utf8' }).split('\n'));
  return changedFiles;
}

/** Each workplace takes the next mistake as soon as it is free. */
async function tryAll(mutations: Mutation[], workplaces: Workplace[], testsFor: (mutation: Mutation) => string[], timeout: number): Promise<Trial[]> {
  const [left, trials] = [[...mutations], [] as Trial[]];
  await Promise.all(workplaces.map(async (workplace) => {
    for (let mutation = left.shift(); mutation; mutation = left.shift()) {
      const outcome = await workplace.try(mutation, testsFor(mutation), timeout);
      trials.push({ mutation, outcome });
      if (outcome === 'survived') {
        console.log(describe(mutation));
      }
      if (trials.length % TOLD_EVERY === 0) {
        console.log(`  ${trials.length} of ${mutations.length} tried`);
      }
    }
  }));
  return trials;
}

function lineOf({ file, line }: Mutation): string {
  return readFileSync(join(ROOT, file), 'utf8').split('\n')[line - 1];
}

function describe(mutation: Mutation): string {
  const { file, line, original, replacement } = mutation;
  const known = isEquivalent(mutation, lineOf(mutation)) ? 'equivalent' : 'not noticed';
  return `  ${known}: ${file}:${line}\n    ${lineOf(mutation).trim()}\n    ${short(original)}  =>  ${short(replacement)}`;
}

const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 100);

function summarize(room: string, how: Pick<RoomResult, 'seed' | 'nearest'>, trials: Trial[]): RoomResult {
  const survived = trials.filter(({ outcome }) => outcome === 'survived');
  const equivalent = survived.filter(({ mutation }) => isEquivalent(mutation, lineOf(mutation))).length;
  const killed = trials.length - survived.length;
  console.log(`${room}: ${killed} of ${trials.length - equivalent} noticed, ${equivalent} equivalent`);
  return { room, ...how, tried: trials.length, killed, equivalent };
}

void main();
