import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ALL_CHECKS } from '../../src/checks/all-checks';

const ROOT = join(__dirname, '..', '..');
const SRC = join(ROOT, 'src');

/** What speaks of a construct, and which of its arguments is the id. */
const SPEAKERS: Record<string, number> = { warn: 1, inform: 1, informLate: 1, warnNear: 1, AppNotice: 0 };

/** Where the id is none of the program's own. */
const OTHERS_IDS: Record<string, string> = {
  'delivery/construct-notices.ts': 'hands on what it is given',
  'hub/quota-warnings.ts': 'hands on what warnNear is given',
  'rules/pattern-gate.ts': 'those of the checks',
  'rules/service-events/prerequisites.ts': 'those of prerequisites.json',
  'rules/service-events/resource-need.ts': 'those of prerequisites.json',
};

interface Spoken {
  readonly file: string;
  /** None where it is no literal. */
  readonly id?: string;
}

function spokenIn(file: string): Spoken[] {
  const found: Spoken[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
      const id = node.arguments?.[SPEAKERS[node.expression.text]];
      if (id) {
        found.push({ file, id: ts.isStringLiteral(id) ? id.text : undefined });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const spoken = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).flatMap(spokenIn);
const page = readFileSync(join(ROOT, 'docs', 'notices.md'), 'utf8');
const [, ofNeeds, ofWarnings] = page.split(/^## (?:What events need|Warnings)$/m);
const rowsOf = (part: string) => [...part.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, id]) => id);
const headings = [...page.matchAll(/^## ([a-z-]+)$/gm)].map(([, id]) => id);

test('the page on notices names every id with which a construct speaks, and no other', () => {
  const ids = new Set(spoken.flatMap(({ id }) => id ?? []));
  expect(ids.size).toBeGreaterThan(40);
  expect([...headings, ...rowsOf(ofWarnings)].sort()).toEqual([...ids].sort());
});

test('it names every need of events as the catalogue does, and no other', () => {
  const data = JSON.parse(readFileSync(join(SRC, 'catalog', 'data', 'prerequisites.json'), 'utf8')) as Record<string, unknown>;
  const rows = new Set(needsIn(data).map(({ id, needs }) => `| \`${id}\` | ${needs.split(';')[0]} |`));
  expect(rows.size).toBeGreaterThan(50);
  expect(ofNeeds.split('\n').filter((line) => line.startsWith('| `'))).toEqual([...rows].sort());
});

interface Need {
  readonly id: string;
  readonly needs: string;
}

function needsIn(data: unknown): Need[] {
  if (typeof data !== 'object' || data === null) {
    return [];
  }
  return 'needs' in data ? [data as Need] : Object.values(data).flatMap(needsIn);
}

test('an id that is not written out where it is given is one of the checks or of the needs', () => {
  expect([...new Set(spoken.filter(({ id }) => id === undefined).map(({ file }) => file))].sort()).toEqual(Object.keys(OTHERS_IDS));
});

test('what a pattern is warned of has the id of a check', () => {
  const inVerifier = readdirSync(join(SRC, 'pattern', 'verifier')).flatMap((file) =>
    [...readFileSync(join(SRC, 'pattern', 'verifier', file), 'utf8').matchAll(/\bid: '([a-z-]+)'/g)].map(([, id]) => id));
  const checks = new Set(ALL_CHECKS.map(({ id }) => id));
  expect(inVerifier.length).toBeGreaterThan(5);
  expect(inVerifier.filter((id) => !checks.has(id))).toEqual([]);
});
