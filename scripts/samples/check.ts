/**
 * Asks every sample of the catalogue what its own rule makes of it, and what all the others do. Exits with 1 when an answer is
 * wrong.
 */
import { answersOfCalls, answersOfKinds } from './sample-answers';

const kinds = answersOfKinds();
const calls = answersOfCalls();
console.log(`${kinds.asked} kinds of events, each against the rules on all of them: ${kinds.wrong.length} wrong answers.`);
console.log(`${calls.asked} operations, each against the rule that names it: ${calls.wrong.length} wrong answers.`);
[...kinds.wrong, ...calls.wrong].slice(0, 50).forEach((line) => console.log(`  ${line}`));
process.exitCode = kinds.wrong.length + calls.wrong.length > 0 ? 1 : 0;
