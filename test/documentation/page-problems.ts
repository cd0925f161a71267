import { closest } from 'fastest-levenshtein';
import { Proof, readPromiseFile } from './promise-file';
import { promises, sentencesOf } from './sentences';

const OF_AWS = /^https:\/\/(docs\.aws\.amazon\.com|aws\.amazon\.com|repost\.aws|github\.com\/aws)\//;

/**
 * What is wrong between a page and the file of its proofs: a sentence that nothing proves, one that has changed, and a proof that is gone.
 *
 * @param testsOf the names of the tests in a file below `test/`
 */
export function pageProblems(markdown: string, proofs: string, testsOf: (file: string) => string[]): string[] {
  const sentences = sentencesOf(markdown);
  const texts = sentences.map(({ text }) => text);
  const entries = readPromiseFile(proofs);
  const proven = new Set(entries.map(({ text }) => text));
  return [
    ...sentences.filter((sentence) => promises(sentence) && !proven.has(sentence.text)).map(({ text, line }) => `line ${line} promises something, and no entry says what proves it: ${text}`),
    ...entries.filter(({ text }) => !texts.includes(text)).map(({ text }) => `the page does not say (any more): ${text}\n  nearest: ${closest(text, texts)}`),
    ...entries.filter((entry) => entry.proofs.length === 0).map(({ text }) => `nothing proves: ${text}`),
    ...entries.flatMap((entry) => entry.proofs.flatMap((proof) => problemOf(proof, testsOf) ?? []).map((problem) => `${entry.text}\n  ${problem}`)),
  ];
}

function problemOf({ kind, file, what }: Proof, testsOf: (file: string) => string[]): string | undefined {
  if (kind === 'advice') {
    return undefined;
  }
  if (kind === 'aws') {
    return OF_AWS.test(what) ? undefined : `"${what}" is no page of AWS`;
  }
  const tests = testsOf(file);
  const fitting = tests.filter((name) => name === what || name.endsWith(` > ${what}`));
  if (fitting.length === 1) {
    return undefined;
  }
  return tests.length === 0 ? `there are no tests in test/${file}` : `test/${file} has ${fitting.length} tests "${what}"; nearest: "${closest(what, tests)}"`;
}
