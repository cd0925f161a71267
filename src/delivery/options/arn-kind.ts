import { Token } from 'aws-cdk-lib';
import { partitionOf } from '../../catalog/partitions';
import { isNoRegion, nearestRegion } from '../../catalog/region-name';

/** What the ARN of a resource looks like. */
export interface ArnShape {
  readonly service: string;
  readonly resource: RegExp;
  readonly example: string;
  /** Whether it names no account and no Region, as those of buckets. */
  readonly isGlobal?: boolean;
}

export const BUS_ARN: ArnShape = {
  service: 'events', resource: /^event-bus\/[A-Za-z0-9._/-]{1,256}$/, example: 'arn:aws:events:eu-west-1:111122223333:event-bus/service-events',
};

export const QUEUE_ARN: ArnShape = { service: 'sqs', resource: /^[\w-]{1,80}(\.fifo)?$/, example: 'arn:aws:sqs:eu-west-1:111122223333:my-queue' };

export const KEY_ARN: ArnShape = {
  service: 'kms', resource: /^(key|alias)\/[\w/-]+$/, example: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
};

export const BUCKET_ARN: ArnShape = { service: 's3', resource: /^[a-z0-9][a-z0-9.-]+$/, example: 'arn:aws:s3:::my-bucket', isGlobal: true };

export const LOG_GROUP_ARN: ArnShape = { service: 'logs', resource: /^log-group:.+$/, example: 'arn:aws:logs:eu-west-1:111122223333:log-group:my-group' };

/**
 * What is wrong with an ARN, or nothing. One that is known at deployment only is not looked at.
 */
export function problemOfArn(arn: unknown, { service: expected, resource: shape, example, isGlobal }: ArnShape): string | undefined {
  if (Token.isUnresolved(arn)) {
    return undefined;
  }
  const [start, partition, service, region, account, ...rest] = String(arn).split(':');
  if (start !== 'arn' || service !== expected || !shape.test(rest.join(':')) || (!isGlobal && !/^\d{12}$/.test(account))) {
    return `give an ARN such as ${example}`;
  }
  return isGlobal ? undefined : problemOfRegion(region, partition);
}

function problemOfRegion(region: string, partition: string): string | undefined {
  if (isNoRegion(region)) {
    const meant = nearestRegion(region);
    return region === '' ? 'it names no Region' : `${region} is no Region${meant ? `: ${meant} is meant, as it seems` : ''}`;
  }
  return partition === partitionOf(region) ? undefined : `${region} is in the partition ${partitionOf(region)}, and the ARN says ${partition}`;
}
