import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WILDCARD_COMPLEXITY } from '../../../src/catalog/quotas';
import { wildcardComplexity } from '../../../src/pattern/matcher/wildcard-complexity';

/** What `scripts/oracle/record-complexity.ts` has written. */
const RECORDED = readFileSync(join(__dirname, 'recorded-complexity.tsv'), 'utf8').trim().split('\n').map((line) => {
  const [ruler, texts] = line.split('\t');
  return { ruler: Number(ruler), texts: JSON.parse(texts) as string[] };
});
const MOST = 100;

test('wildcards are never found more complex than Event Ruler finds them, so that none is refused which EventBridge takes', () => {
  expect(RECORDED.filter(({ ruler, texts }) => wildcardComplexity(texts, MOST) > ruler)).toEqual([]);
});

test('most are found as complex; Event Ruler counts some beginnings twice', () => {
  const same = RECORDED.filter(({ ruler, texts }) => wildcardComplexity(texts, MOST) === ruler);
  expect(same.length / RECORDED.length).toBeGreaterThan(0.8);
  expect(RECORDED.filter(({ ruler, texts }) => wildcardComplexity(texts, MOST) < ruler - 3)).toEqual([]);
});

test('the bound lies between what EventBridge is known to take and what it is known to refuse', () => {
  const [bus, three, four] = RECORDED.map(({ ruler }) => ruler);
  expect([bus, three, four]).toEqual([11, 9, 12]);
  expect(three).toBeLessThanOrEqual(WILDCARD_COMPLEXITY);
  expect(Math.min(bus, four)).toBeGreaterThan(WILDCARD_COMPLEXITY);
});
