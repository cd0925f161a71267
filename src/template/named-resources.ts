import { TemplateResource } from './template-resource';

/** The property that names a resource, and how its ARN ends, by resource type. */
const NAMED: Record<string, { readonly property: string; readonly service: string; readonly before: string }> = {
  'AWS::Events::EventBus': { property: 'Name', service: 'events', before: 'event-bus/' },
  'AWS::Lambda::Function': { property: 'FunctionName', service: 'lambda', before: 'function:' },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', service: 'logs', before: 'log-group:' },
  'AWS::S3::Bucket': { property: 'BucketName', service: 's3', before: '' },
  'AWS::SNS::Topic': { property: 'TopicName', service: 'sns', before: '' },
  'AWS::SQS::Queue': { property: 'QueueName', service: 'sqs', before: '' },
};

/** Region, account and name; policies of queues are often attached by the URL. */
const QUEUE_URL = /^https:\/\/sqs\.([^./]+)\.[^/]+\/([^/]+)\/([^/]+)$/;

/** The name that the template gives to a resource, where its ARN can be told from it. */
export function nameOf({ type, properties }: TemplateResource): string | undefined {
  const name = NAMED[type] && properties[NAMED[type].property];
  return typeof name === 'string' ? name : undefined;
}

/**
 * The resource that an ARN names, or the URL of a queue.
 *
 * @param named the resources that have a name
 */
export function namedBy(text: string, named: (name: string) => TemplateResource[]): TemplateResource | undefined {
  const arn = text.replace(QUEUE_URL, 'arn:aws:sqs:$1:$2:$3');
  const [, , service, region, account, ...rest] = arn.split(':');
  const name = rest.join(':').replace(/:\*$/, '');
  const found = named(name.replace(/^(function:|log-group:|event-bus\/)/, '')).filter((resource) => {
    const { service: owner, before, property } = NAMED[resource.type];
    return owner === service && name === `${before}${resource.properties[property]}`
      && (service === 's3' || (sameOrUnknown(resource.stack.region, region) && sameOrUnknown(resource.stack.account, account)));
  });
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a value of the environment is the one that an ARN names. */
function sameOrUnknown(value: string | undefined, named: string): boolean {
  return value === undefined ? named.startsWith('${') : value === named;
}
