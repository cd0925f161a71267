import { Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { checkedApp, reportOf } from '../support/findings';

test('a target that lets nobody in is told by the checks, and not by the rule that is made', () => {
  const app = checkedApp();
  const stack = new Stack(app, 'Stack');
  const queue = new sqs.Queue(stack, 'Queue');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [{ bind: () => ({ arn: queue.queueArn }) }] });
  expect(reportOf(app).findings.map(({ id, severity }) => `${severity} ${id}`)).toContain('error target-refuses-events');
});

test('one rule with wildcards more than a bus has room for is told by the checks, and not by the rule that is made', () => {
  const app = checkedApp();
  const stack = new Stack(app, 'Stack');
  for (let n = 0; n <= 30; n++) {
    new ServiceEventRule(stack, `Rule${n}`, { service: AwsService.BATCH, detail: { jobName: [{ wildcard: `*-${n}-*` }] } });
  }
  expect(reportOf(app).findings.map(({ id, severity }) => `${severity} ${id}`)).toContain('error wildcard-rule-limit');
});
