import { answersOfCalls, answersOfKinds } from '../../scripts/samples/sample-answers';

// All of them with `npm run samples:check`.
test('each kind of events is matched by its own rule, and by no other of one in 30', () => {
  const { asked, wrong } = answersOfKinds(30);
  expect(asked).toBeGreaterThan(1200);
  expect(wrong).toEqual([]);
});

test('one in 25 operations is matched by the rule that names it, which no check calls impossible', () => {
  const { asked, wrong } = answersOfCalls(25);
  expect(asked).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
});
