import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CentralStack, MemberStack } from '../../examples/typescript/hub-stacks';
import { RecoveryStack } from '../../examples/typescript/recovery-stack';
import { messagesOf, testApp } from '../support/test-app';

/** The template, but for what changes with the code of the bundled handler. */
function templateOf(stack: Stack): any {
  const template = Template.fromStack(stack).toJSON();
  for (const { Properties: properties } of Object.values<any>(template.Resources)) {
    if (properties?.Code?.S3Key) {
      properties.Code = 'the bundled handler';
    }
  }
  return template;
}

test('the example on recovery is what it was, and nothing is wrong with it', () => {
  const stack = new RecoveryStack(testApp(), 'Recovery');
  expect(templateOf(stack)).toMatchSnapshot();
  expect(messagesOf(stack).filter((text) => !text.startsWith('info'))).toEqual([]);
});

test('the example on many accounts is what it was, and nothing is wrong with it', () => {
  const app = testApp();
  const security = new CentralStack(app, 'Security', { env: { account: '111111111111', region: 'us-east-1' } });
  const member = new MemberStack(app, 'Member', { env: { account: '222222222222', region: 'us-east-1' }, hubBus: security.hub.bus });
  expect(templateOf(security)).toMatchSnapshot();
  expect(templateOf(member)).toMatchSnapshot();
  expect([...messagesOf(security), ...messagesOf(member)].filter((text) => !text.startsWith('info'))).toEqual([]);
});
