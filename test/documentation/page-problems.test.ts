import { pageProblems } from './page-problems';
import { promises, sentencesOf } from './sentences';

const testsOf = (file: string) => file === 'delivery/queue.test.ts' ? ['a queue > is encrypted', 'a topic > is encrypted', 'a FIFO queue is refused'] : [];
const PAGE = 'What this is about.\n\nA FIFO queue is an error. It is good to know.\n';
const RIGHT = 'A FIFO queue is an error.\n  delivery/queue.test.ts: a FIFO queue is refused\n';

describe('a page', () => {
  test('whose promises have tests has no problem', () => {
    expect(pageProblems(PAGE, RIGHT, testsOf)).toEqual([]);
  });

  test('with a promise that nothing proves has one, with the line', () => {
    expect(pageProblems(PAGE, '', testsOf)).toEqual([expect.stringMatching(/^line 3 .*: A FIFO queue is an error\.$/)]);
  });

  test('on which a sentence has changed has one, with what stands there now', () => {
    const problems = pageProblems(PAGE.replace('an error', 'a warning'), RIGHT, testsOf);
    expect(problems).toEqual([expect.stringContaining('A FIFO queue is a warning.'), expect.stringMatching(/does not say.* error\.\n {2}nearest: A FIFO queue is a warning\./)]);
  });

  test.each([
    ['is gone', 'delivery/queue.test.ts: a FIFO queue is accepted', 'has 0 tests "a FIFO queue is accepted"; nearest: "a FIFO queue is refused"'],
    ['cannot be told from another', 'delivery/queue.test.ts: is encrypted', 'has 2 tests "is encrypted"'],
    ['is in a file that is gone', 'delivery/topic.test.ts: a FIFO queue is refused', 'no tests in test/delivery/topic.test.ts'],
    ['is a page of somebody else', 'aws: https://example.com/queues', 'is no page of AWS'],
  ])('with a proof that %s has one', (_, proof, problem) => {
    expect(pageProblems(PAGE, RIGHT.replace(/ {2}.*/, `  ${proof}`), testsOf)).toEqual([expect.stringContaining(problem)]);
  });

  test('with an entry without a proof has one', () => {
    expect(pageProblems(PAGE, 'A FIFO queue is an error.\n', testsOf)).toEqual(['nothing proves: A FIFO queue is an error.']);
  });

  test('may name a page of AWS, and a group of tests before the test', () => {
    expect(pageProblems(PAGE, 'A FIFO queue is an error.\n  aws: https://docs.aws.amazon.com/x.html\n  delivery/queue.test.ts: a topic > is encrypted\n', testsOf)).toEqual([]);
  });
});

describe('the sentences of a page', () => {
  test('are those of paragraphs, the items of lists and the rows of tables, each with its line', () => {
    expect(sentencesOf('# Title\n\nOne.\nTwo `a. B` [x](y.Z) three. Four:\n\n- five\n\n| head |\n|---|\n| row | cell |\n\n```ts\nnone\n```\n<!-- none -->\n')).toEqual([
      { text: 'One.', line: 3 }, { text: 'Two `a. B` [x](y.Z) three.', line: 3 }, { text: 'Four:', line: 3 }, { text: 'five', line: 6 }, { text: 'row | cell', line: 10 },
    ]);
  });

  test('are not those that a program writes between its marks', () => {
    expect(sentencesOf('<!-- Written by "npm run x". -->\n\n| 3 alarms |\n\n<!-- End of what "npm run x" writes. -->\nIt is so.\n')).toEqual([{ text: 'It is so.', line: 6 }]);
  });

  test.each([
    'This is an error.', 'It is a warning, once.', 'It happens by itself.', 'Every rule is guarded.', 'Such a rule never matches.', 'Only rules do.', 'It is tried 185 times.', 'The default is a day.', 'Three alarms.',
  ])('promise something: %s', (text) => {
    expect(promises({ text, line: 1 })).toBe(true);
  });

  test.each(['More in [the third page](x1.md).', 'It is `error` that is meant.'])('promise nothing: %s', (text) => {
    expect(promises({ text, line: 1 })).toBe(false);
  });
});
