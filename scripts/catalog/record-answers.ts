/**
 * Records what the catalogue answers, for the test that compares: what a rule on each service matches by default, and
 * which service each name means. Answers that are recorded stay as they are within a major version, so this adds the new
 * ones only; where a recorded answer has changed, the test says so, and a correction of the facts is due.
 *
 *   npm run catalog:record
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ANSWERS_FILE, Answers, currentAnswers } from '../../test/support/catalogue-answers';

const file = resolve(__dirname, '..', '..', ANSWERS_FILE);
const recorded: Answers = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { patterns: {}, names: {} };
const current = currentAnswers();
const section = (answers: Record<string, unknown>) => Object.keys(answers).sort()
  .map((key) => `    ${JSON.stringify(key)}: ${JSON.stringify(answers[key])}`).join(',\n');

writeFileSync(file, [
  '{',
  `  "patterns": {\n${section({ ...current.patterns, ...recorded.patterns })}\n  },`,
  `  "names": {\n${section({ ...current.names, ...recorded.names })}\n  }`,
  '}',
  '',
].join('\n'));
