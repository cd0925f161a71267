import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, BatchEvents, ServiceEventRule } from 'cdk-service-events';
import { Way } from '../way';

export const way: Way = {
  name: 'cdk-service-events',
  uses: [AwsService, BatchEvents, ServiceEventRule],
  makeRules: (stack, queues) => queues.forEach((queue, n) => {
    new ServiceEventRule(stack, `Rule${n}`, {
      service: AwsService.BATCH,
      detailTypes: [BatchEvents.BATCH_JOB_STATE_CHANGE],
      targets: [new targets.SqsQueue(queue)],
    });
  }),
};
