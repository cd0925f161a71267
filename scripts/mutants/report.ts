import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mutation } from './mutation';
import { Outcome } from './workplace';

/** A mistake that changes nothing that anybody could see. */
interface Equivalent {
  readonly file: string;
  /** The line, without the white space around it, as it stands in the file. */
  readonly line: string;
  readonly replacement: string;
  readonly reason: string;
}

export interface Trial {
  readonly mutation: Mutation;
  readonly outcome: Outcome;
}

export interface RoomResult {
  readonly room: string;
  readonly seed: number;
  /** How many test files each mistake was tried with. */
  readonly nearest: number;
  readonly tried: number;
  readonly killed: number;
  readonly equivalent: number;
}

const EQUIVALENT = JSON.parse(readFileSync(join(__dirname, 'equivalent.json'), 'utf8')) as Equivalent[];

export function isEquivalent({ file, replacement }: Mutation, line: string): boolean {
  return EQUIVALENT.some((known) => known.file === file && known.line === line.trim() && known.replacement === replacement);
}

const BEGIN = '<!-- The last runs, written by "npm run mutants -- --write". -->';

/** The page with the results in its table: a room that was tried again takes the place of its last row. */
export function withResults(page: string, results: RoomResult[]): string {
  const [head, table = ''] = page.split(BEGIN);
  const kept = table.split('\n').filter((line) => /^\| [a-z-]+ \|/.test(line) && !results.some(({ room }) => line.startsWith(`| ${room} |`)) && !line.startsWith('| room |'));
  const rows = [...kept, ...results.map(row)].sort();
  return `${head}${BEGIN}\n\n| room | seed | test files | tried | equivalent | noticed | of 100 |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function row({ room, seed, nearest, tried, killed, equivalent }: RoomResult): string {
  const counted = tried - equivalent;
  return `| ${room} | ${seed} | ${nearest} | ${tried} | ${equivalent} | ${killed} | ${counted === 0 ? '-' : Math.round((100 * killed) / counted)} |`;
}
