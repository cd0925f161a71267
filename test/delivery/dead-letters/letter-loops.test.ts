import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { rememberLetters } from '../../../src/delivery/dead-letters/letter-loops';
import { testApp } from '../../support/test-app';

/** A rule in a stack, the queue that it targets, and the one that its dead letters go to, by name. */
type Rule = readonly [name: string, to: string, letters: string, stack?: string];

/** The rules that are refused. */
function refusedOf(rules: Rule[]): string[] {
  const app = testApp();
  const stacks = new Map(['Stack', 'Other'].map((id) => [id, new Stack(app, id)]));
  const queues = new Map(['A', 'B', 'C', 'D'].map((name) => [name, new sqs.Queue(stacks.get('Stack')!, name)]));
  const made = rules.map(([name, to, letters, stack = 'Stack']) => {
    const rule = events.Rule.fromEventRuleArn(stacks.get(stack)!, name, 'arn:aws:events:eu-west-1:111111111111:rule/rule');
    rememberLetters(rule, queues.get(to)!, queues.get(letters)!);
    return rule;
  });
  return made.flatMap(({ node }) => node.validate().map(() => node.id));
}

test.each<[string, Rule[], string[]]>([
  ['one rule', [['One', 'A', 'B']], []],
  ['one rule whose letters are its target, of which it is told elsewhere', [['One', 'A', 'A']], []],
  ['two rules in a line', [['One', 'A', 'B'], ['Two', 'B', 'C']], []],
  ['two rules in a circle', [['One', 'A', 'B'], ['Two', 'B', 'A']], ['One', 'Two']],
  ['two rules in a circle over two stacks', [['One', 'A', 'B'], ['Two', 'B', 'A', 'Other']], []],
  ['three rules in a circle', [['One', 'A', 'B'], ['Two', 'B', 'C'], ['Three', 'C', 'A']], ['One', 'Two', 'Three']],
  ['three rules in a line', [['One', 'A', 'B'], ['Two', 'B', 'C'], ['Three', 'C', 'D']], []],
  ['a rule that leads into a circle', [['In', 'D', 'A'], ['One', 'A', 'B'], ['Two', 'B', 'A']], ['One', 'Two']],
  ['a circle behind a branch', [['One', 'A', 'B'], ['Away', 'B', 'D'], ['Two', 'B', 'C'], ['Three', 'C', 'A']], ['One', 'Two', 'Three']],
])('dead letters go around or end somewhere: %s', (_what, rules, refused) => {
  expect(refusedOf(rules)).toEqual(refused);
});
