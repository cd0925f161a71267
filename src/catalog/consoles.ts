import { dataTable } from './data-tables';
import { partitionOf } from './partitions';

const PATHS = dataTable<Record<string, string>>('consoles');

/** @see https://docs.aws.amazon.com/signin/latest/userguide/aws-sign-in-management-console.html */
const HOSTS: Record<string, string | undefined> = {
  'aws': 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * The address of a service's console, which the service's guide gives; that it takes the Region is inferred.
 *
 * @param source the source of the service's events
 * @param here the Region from which it is called, which tells the partition; nothing where it is not known
 * @param shown the Region that it shows
 */
export function consoleOf(source: string, here: string | undefined, shown: string): string | undefined {
  const host = HOSTS[here === undefined ? 'aws' : partitionOf(here)];
  const path = PATHS()[source];
  return host && path && `https://${host}/${path}/home?region=${shown}`;
}
