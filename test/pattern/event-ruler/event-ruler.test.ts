import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from './comparison';
import { KNOWN_DIFFERENCES } from './known-differences';

/** What `npm run oracle:record` has written. */
const RECORDED = readFileSync(join(__dirname, 'recorded-answers.tsv'), 'utf8').trim().split('\n').map((line) => {
  const [answers, pattern, ...events] = line.split('\t');
  return { answers, pattern, events };
});

const EXAMPLES = new Map(KNOWN_DIFFERENCES.map(({ example, ...difference }) => [example.pattern, difference]));

describe('the matcher answers as Event Ruler, the engine that AWS publishes', () => {
  test('to every recorded question', () => {
    const different = RECORDED.filter(({ pattern }) => !EXAMPLES.has(pattern))
      .filter(({ answers, ...question }) => answerOf(question) !== answers)
      .map(({ answers, ...question }) => ({ ...question, ruler: answers, matcher: answerOf(question) }));
    expect(different).toEqual([]);
  });

  test('the recorded questions have all kinds of answers', () => {
    const all = RECORDED.map(({ answers }) => answers);
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter((answers) => answers === 'refused').length).toBeGreaterThan(80);
    expect(all.join('').split('+').length).toBeGreaterThan(700);
    expect(all.join('').split('-').length).toBeGreaterThan(2000);
  });

  test.each(KNOWN_DIFFERENCES)('but not where $name is concerned, for a reason', ({ example, applies }) => {
    const recorded = RECORDED.find(({ pattern }) => pattern === example.pattern)!;
    expect(recorded.events).toEqual(example.events);
    expect(answerOf(example)).not.toBe(recorded.answers);
    expect(applies(example)).toBe(true);
  });

  test('and the documentation tells of all of these', () => {
    const documentation = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'testing.md'), 'utf8');
    expect(KNOWN_DIFFERENCES.filter(({ name }) => !documentation.includes(`| ${name} |`))).toEqual([]);
  });
});
