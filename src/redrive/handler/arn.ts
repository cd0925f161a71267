/**
 * The parts of an ARN that a redrive goes by.
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/**
 * @returns nothing when the text is no ARN
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':');
  return prefix === 'arn' && service && resource.length > 0
    ? { partition, service, region, account, resource: resource.join(':') }
    : undefined;
}
