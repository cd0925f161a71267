import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { ROOMS } from '../../projenrc/rooms';
import { everyOf } from '../support/every-of';

const ROOT = resolve(__dirname, '..', '..');
const folders = readdirSync(resolve(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

const CONFIG = JSON.parse(readFileSync(resolve(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*\n/, ''));
const HOUSE_RULES = /^import\/no-restricted-paths$|no-restricted-imports$/;
const houseRules = (rules: Record<string, unknown>) => Object.fromEntries(Object.entries(rules).filter(([name]) => HOUSE_RULES.test(name)));

/** A file of the room, as an import names it. */
function fileOf(room: string): string {
  const file = (readdirSync(resolve(ROOT, 'src', room), { recursive: true }) as string[]).sort().find((name) => name.endsWith('.ts'))!;
  return `../${room}/${file.replace(/\.ts$/, '')}`;
}

/** The linter of the project with the rules of the house alone: others need types, which a made up file does not have. */
const linter = new LegacyESLint({
  cwd: ROOT,
  useEslintrc: false,
  overrideConfig: {
    ...CONFIG,
    parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
    rules: houseRules(CONFIG.rules),
    overrides: CONFIG.overrides.map((override: any) => ({ ...override, rules: houseRules(override.rules) })),
  },
});

/** The rules of the house that an import breaks. */
async function broken(file: string, code: string): Promise<string[]> {
  const [{ messages }] = await linter.lintText(code, { filePath: resolve(ROOT, file) });
  return messages.map(({ ruleId }) => ruleId ?? 'cannot be read');
}

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
