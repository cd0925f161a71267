import { App, Stack } from 'aws-cdk-lib';
import { AwsService, Ec2Events, ServiceEventRule } from '../../src';

/** A rule with a mistake that nobody sees, as its author writes it. */
export const MISTAKE = `new ServiceEventRule(stack, 'InstanceStopped', {
  service: AwsService.EC2,
  detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
  detail: { state: ['Stopped'] },
});`;

/**
 * What its author is told.
 *
 * @throws when it is accepted
 */
export function refusalOfMistake(): string {
  const stack = new Stack(new App(), 'Operations');
  try {
    new ServiceEventRule(stack, 'InstanceStopped', {
      service: AwsService.EC2,
      detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
      detail: { state: ['Stopped'] },
    });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The mistake was accepted.');
}
