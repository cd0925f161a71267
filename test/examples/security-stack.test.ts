import { Template } from 'aws-cdk-lib/assertions';
import { SecurityStack } from '../../examples/typescript/security-stack';
import { messagesOf, testApp } from '../support/test-app';

describe('the security stack', () => {
  const stack = new SecurityStack(testApp(), 'Security');

  test('is as it was', () => {
    expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
  });

  test('has a trail for all that its rules match', () => {
    const said = messagesOf(stack).join('\n');
    expect(said).not.toMatch(/trail-not-known|not-recorded/);
  });
});
