import type { DeadLetterRedriveProps } from './dead-letter-redrive-props';
import { isJsonObject } from '../catalog/json-object';
import { FUNCTION_MEMORY } from '../catalog/quotas';
import { LOG_GROUP_ARN } from '../delivery/options/arn-kind';
import { OptionKinds, leaf, listOf } from '../delivery/options/option-kind';
import { BOOLEAN, DURATION, KEY, QUEUE, wholeNumber, withArn, withAttribute } from '../delivery/options/option-kinds';

/** What enters through a redrive. */
export const REDRIVE_OPTIONS: OptionKinds<DeadLetterRedriveProps> = {
  deadLetterQueue: QUEUE,
  memorySize: wholeNumber(FUNCTION_MEMORY),
  timeout: DURATION,
  oneRunAtATime: BOOLEAN,
  vpc: withAttribute('vpcId', 'give a VPC, such as new ec2.Vpc(...) or ec2.Vpc.fromLookup(...)'),
  vpcSubnets: leaf(isJsonObject, {
    advice: 'give a selection of subnets, such as { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }',
  }),
  securityGroups: listOf(withAttribute('securityGroupId', 'give a security group, such as new ec2.SecurityGroup(...)'), 'it must be a list of security groups'),
  encryptionKey: KEY,
  logGroup: withArn('logGroupArn', LOG_GROUP_ARN, 'give a log group, such as new logs.LogGroup(...)'),
};
