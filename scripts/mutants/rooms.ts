import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Mutation, mutationsOf } from './mutation';

const ROOT = resolve(__dirname, '..', '..');
/** Data as code. */
const DATA = /^src\/catalog\/(events\/|aws-service\.ts$)/;
const ONLY_EXPORTS = /(^|\/)index\.ts$/;

/** The tests of what other rooms see of a room, beside those of its own folder. */
const TESTED_BY: Record<string, string[]> = {
  catalog: ['pattern', 'rules', 'subscribers', 'checks', 'testing'],
  pattern: ['rules'],
  template: ['checks', 'testing'],
  delivery: ['rules', 'protection'],
  trails: ['rules'],
  regions: ['rules'],
  rules: ['delivery'],
  protection: ['delivery', 'rules', 'checks'],
};

/** Every file of a room that has code in it. */
export function filesOf(room: string): string[] {
  return (readdirSync(join(ROOT, 'src', room), { recursive: true }) as string[])
    .map((name) => `src/${room}/${name}`)
    .filter((file) => file.endsWith('.ts') && !DATA.test(file) && !ONLY_EXPORTS.test(file))
    .sort();
}

export function allMutations(files: string[]): Mutation[] {
  return files.flatMap((file) => mutationsOf(file, readFileSync(join(ROOT, file), 'utf8')));
}

/** The test files that cover a room. */
export function testFilesOf(room: string): string[] {
  return [room, ...TESTED_BY[room] ?? []].map((name) => `test/${name}`).filter((folder) => statSync(join(ROOT, folder), { throwIfNoEntry: false }))
    .flatMap((folder) => (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map((name) => `${folder}/${name}`))
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
}
