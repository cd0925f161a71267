/** What templates can tell of a question. */
export type Certainty = 'yes' | 'no' | 'unknown';

/** Whether all hold: one that does not is enough for a no. */
export function every(answers: Certainty[]): Certainty {
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

/** Whether any holds: one is enough for a yes. */
export function some(answers: Certainty[]): Certainty {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

export function not(answer: Certainty): Certainty {
  return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown';
}
