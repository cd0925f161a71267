import { makeDeadLetterQueue, makeRule } from './by-hand';
import { Way } from '../way';

/** The CDK adds a statement to the dead-letter queue for every rule, and Amazon SQS allows 20. */
const RULES_A_QUEUE = 19;

/** A careful hand: as many rules share a dead-letter queue as its policy can hold, besides the statement on TLS. */
export const way: Way = {
  name: 'by hand, sharing queues',
  uses: [],
  makeRules: (stack, queues) => {
    for (let first = 0; first < queues.length; first += RULES_A_QUEUE) {
      const deadLetterQueue = makeDeadLetterQueue(stack, `DeadLetters${first / RULES_A_QUEUE}`);
      queues.slice(first, first + RULES_A_QUEUE).forEach((queue, n) => makeRule(stack, `Rule${first + n}`, queue, deadLetterQueue));
    }
  },
};
