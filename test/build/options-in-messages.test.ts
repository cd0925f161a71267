import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apiTypes } from '../support/assembly';
import { optionsInMessages } from '../support/options-in-messages';

const SRC = resolve(__dirname, '..', '..', 'src');

/** These texts are about events and their keys, which have the same names as options. */
const NO_OPTIONS: Record<string, string[]> = {
  'checks/never-matches/unknown-top-level-key.ts': ['detailType', 'eventName'],
  'rules/service-events/resource-filter.ts': ['events'],
};

const OPTIONS = new Set(['alarmActions', 'users']);

test.each([
  ['throw new Error(`Set alarmActions, or leave it out.`);', ['1: alarmActions']],
  ['const advice = "give the rule delivery.alarmActions";', ['1: alarmActions']],
  ['throw new Error(`users of rule ${path} is empty.`);', ['1: users']],
  ['warn(rule, "id", "users is no option of it");', ['1: users']],
  ['throw new Error(`${here} has no ${what}: name\n (alarmActions) once.`);', ['1: alarmActions']],
])('in %s, an option is written as TypeScript has it', (source, expected) => {
  expect(optionsInMessages(source, OPTIONS)).toEqual(expected);
});

test.each([
  'throw new Error(`Set ${optionName("alarmActions")}, or leave it out.`);',
  'throw new Error("Set DeliveryDefaults.of(app).set({ alarmActions: { page: [...] } }) once.");',
  'const advice = `with defaults({ alarmActions })`;',
  'const key = "alarmActions";',
  'const advice = "its users are told, and a user of alarm actions";',
  'const about = "users of rule";',
  "throw new Error(`There is no check called 'alarmActions' here.`);",
  'throw new Error(`What its ${many} users of it want.`);',
])('in %s, no option is written as TypeScript has it', (source) => {
  expect(optionsInMessages(source, OPTIONS)).toEqual([]);
});

test('messages have options from optionName, so that each language shows its own spelling', () => {
  const options = new Set(Object.values(apiTypes()).filter(({ kind, datatype }) => kind === 'interface' && datatype)
    .flatMap(({ properties = [] }) => properties.map(({ name }) => name)));
  const sources = (readdirSync(SRC, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
  expect(options).toContain('allowUnknown');
  expect(sources.flatMap((file) => optionsInMessages(readFileSync(join(SRC, file), 'utf8'), options)
    .filter((place) => !NO_OPTIONS[file]?.some((name) => place.endsWith(` ${name}`)))
    .map((place) => `src/${file}:${place}`))).toEqual([]);
});
