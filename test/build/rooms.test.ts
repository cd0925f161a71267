import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOMS } from '../../projenrc/rooms';
import { everyOf } from '../support/every-of';
import { HouseLinter } from '../support/house-linter';

const ROOT = resolve(__dirname, '..', '..');
const folders = readdirSync(resolve(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** A file of the room, as an import names it. */
function fileOf(room: string): string {
  const file = (readdirSync(resolve(ROOT, 'src', room), { recursive: true }) as string[]).sort().find((name) => name.endsWith('.ts'))!;
  return `../${room}/${file.replace(/\.ts$/, '')}`;
}

const linter = new HouseLinter((rule) => /^import\/no-restricted-paths$|no-restricted-imports$/.test(rule));

/** The rules of the house that an import breaks. */
const broken = (file: string, code: string) => linter.brokenBy(code, file);

test('every folder of src has its place in the order of rooms', () => {
  expect(folders.filter((name) => !ROOMS.includes(name))).toEqual([]);
});

test.each(folders.map((name) => [name]))('%s may import itself and the rooms before it, and no other', async (room) => {
  const at = ROOMS.indexOf(room);
  for (const other of everyOf(folders)) {
    const found = await broken(`src/${room}/index.ts`, `export * from '${fileOf(other)}';\n`);
    expect({ other, found }).toEqual({ other, found: ROOMS.indexOf(other) > at ? ['import/no-restricted-paths'] : [] });
  }
});

test('a room does not import the index of all rooms', async () => {
  expect(await broken('src/rules/index.ts', "export * from '..';\n")).toEqual(['import/no-restricted-paths']);
});

test('a room without the CDK may use its types, and loads none of it', async () => {
  expect(await broken('src/catalog/index.ts', "import { Stack } from 'aws-cdk-lib';\nexport const stack = Stack;\n")).toEqual(['@typescript-eslint/no-restricted-imports']);
  expect(await broken('src/catalog/index.ts', "import type { Stack } from 'aws-cdk-lib';\nexport type It = Stack;\n")).toEqual([]);
});
