import { CfnResource, Stack } from 'aws-cdk-lib';
import { documentSize } from '../../src/template/document-size';
import { checkedApp, reportOf } from '../support/findings';

const LIMIT = { statements: 20, bytes: 8_192 };

function statement(sid: string, principal: object = { Service: 'events.amazonaws.com' }): object {
  return { Sid: sid, Effect: 'Allow', Principal: principal, Action: 'sqs:SendMessage', Resource: '*' };
}

/** What is said of a policy with these statements. */
function found(statements: object[]): string[] {
  const app = checkedApp();
  new CfnResource(new Stack(app, 'Stack'), 'Policy', { type: 'AWS::SQS::QueuePolicy', properties: { Queues: ['url'], PolicyDocument: { Statement: statements } } });
  return reportOf(app).findings.filter(({ id }) => id === 'queue-policy-limit').map(({ text, value }) => `${value}: ${text}`);
}

/** Two statements that are so many bytes long together. */
function ofBytes(bytes: number): object[] {
  const others = [statement('First'), statement('')];
  const rest = bytes - documentSize({ Statement: others });
  return [statement('First'), statement('x'.repeat(rest))];
}

const many = (count: number, principal?: object) => Array.from({ length: count }, (_, n) => statement(`S${n}`, principal));

test('exactly as many statements and bytes as Amazon SQS takes pass', () => {
  expect(found(many(LIMIT.statements))).toEqual([]);
  expect(found(ofBytes(LIMIT.bytes))).toEqual([]);
});

test('one statement or byte more does not', () => {
  expect(found(many(LIMIT.statements + 1))).toEqual([expect.stringMatching(/^21: .*21 statements, and Amazon SQS allows 20/)]);
  expect(found(ofBytes(LIMIT.bytes + 1))).toEqual([expect.stringMatching(/^8193: .*at least 8193 bytes, and Amazon SQS allows 8192/)]);
});

test('a policy that does not speak of EventBridge is none of a rule', () => {
  expect(found(many(LIMIT.statements + 1, { Service: 's3.amazonaws.com' }))).toEqual([]);
  expect(found([...many(LIMIT.statements, { AWS: '*' }), statement('Rules')])).toHaveLength(1);
});
