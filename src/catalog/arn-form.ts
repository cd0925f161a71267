import { arnFormsOf } from './resource-types';

const KIND = /^([A-Za-z-]+)([:/])/;

/**
 * The ARN that is meant where a colon stands for a slash, or the other way round; nothing where the ARN can be right, or its form
 * is not known.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
 */
export function arnMeantBy(arn: string): string | undefined {
  const [partition, service, region, account, ...rest] = arn.split(':').slice(1);
  const resource = rest.join(':');
  const [, kind, separator] = KIND.exec(resource) ?? [];
  if (kind === undefined) {
    return undefined;
  }
  const separators = arnFormsOf(service).flatMap((form) => (KIND.exec(form)?.[1] === kind ? [KIND.exec(form)![2]] : []));
  return separators.length === 0 || separators.includes(separator) ? undefined
    : ['arn', partition, service, region, account, `${kind}${separators[0]}${resource.slice(kind.length + 1)}`].join(':');
}

/**
 * Whether an asterisk is the end of the ARN itself, as it is of a log group's.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function endsWithAsterisk(arn: string): boolean {
  const [service, , , ...rest] = arn.split(':').slice(2);
  const [kind, , last] = rest;
  return rest.length === 3 && last === '*' && arn.indexOf('*') === arn.length - 1
    && arnFormsOf(service).some((form) => form.startsWith(`${kind}:`) && form.endsWith(':*'));
}
