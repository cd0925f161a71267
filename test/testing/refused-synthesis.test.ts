import { App, IPolicyValidationPluginBeta1, PolicyViolationBeta1, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { synthesizedTemplate } from '../../src/testing/refused-synthesis';

type Found = Pick<PolicyViolationBeta1, 'description' | 'fix' | 'severity'>;

const violation = (description: string, more: Partial<Found> = {}): Found => ({ description, ...more });

/** A stack of an app that a validation looks at. */
function stackWith(...violations: Found[]): Stack {
  const plugin: IPolicyValidationPluginBeta1 = {
    name: 'Judge',
    validate: ({ templatePaths }) => ({
      success: violations.length === 0,
      violations: violations.map((one) => ({
        ...one, ruleName: one.description, violatingResources: [{ resourceLogicalId: 'Work', templatePath: templatePaths[0], locations: [] }],
      })),
    }),
  };
  const stack = new Stack(new App({ policyValidationBeta1: [plugin] }), 'Shop');
  new sqs.CfnQueue(stack, 'Work');
  return stack;
}

function refusal(stack: Stack): string {
  try {
    synthesizedTemplate(stack);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a synthesis that a validation refuses is told of', () => {
  test('with what was found, where and what to do', () => {
    expect(refusal(stackWith(violation('Queues need a key.', { fix: 'Give one.' })))).toBe('The synthesis of the app is refused by its validation:\n  Shop/Work: Queues need a key. Give one.');
    expect(refusal(stackWith(violation('Queues need a key.')))).toBe('The synthesis of the app is refused by its validation:\n  Shop/Work: Queues need a key.');
  });

  test('with errors, and not with warnings', () => {
    expect(refusal(stackWith(violation('Bad.', { severity: 'ERROR' }), violation('Poor.', { severity: 'warning' }), violation('Awful.', { severity: 'fatal' })))).toBe(
      'The synthesis of the app is refused by its validation:\n  Shop/Work: Bad.\n  Shop/Work: Awful.');
  });

  test('with five findings, and how many others there are', () => {
    const lines = (count: number) => refusal(stackWith(...Array.from({ length: count }, (_, at) => violation(`Finding ${at}.`)))).split('\n');
    expect(lines(5)).toHaveLength(6);
    expect(lines(7).slice(5)).toEqual(['  Shop/Work: Finding 4.', '  and 2 other findings']);
  });
});

test('a synthesis that fails for another reason is told of as it is', () => {
  const stack = stackWith();
  stack.node.addValidation({ validate: () => ['The stack is not ready.'] });
  expect(refusal(stack)).toContain('The stack is not ready.');
  expect(refusal(stack)).not.toContain('is refused by its validation');
});

test('a synthesis that a validation accepts gives the template', () => {
  expect(synthesizedTemplate(stackWith()).Resources).toHaveProperty('Work');
});
