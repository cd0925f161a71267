import { Template } from 'aws-cdk-lib/assertions';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { testApp } from '../support/test-app';

test('the operations stack is as it was', () => {
  const stack = new OperationsStack(testApp(), 'Operations', { env: { region: 'us-east-1' } });
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});
