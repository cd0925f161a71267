import { asList } from '../../catalog/as-list';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const DESTINATIONS = ['S3DestinationConfiguration', 'ExtendedS3DestinationConfiguration'];

/** Whether a delivery stream writes to a bucket. */
export function deliversTo(stream: TemplateResource, bucket: TemplateResource, app: Templates): boolean {
  return DESTINATIONS.some((destination) => app.referred(stream.properties[destination]?.BucketARN, stream) === bucket);
}

/** Whether the role of a function may take actions on a resource, by a policy of the app that names it. */
export function mayWriteTo(lambda: TemplateResource, resource: TemplateResource, actions: RegExp, app: Templates): boolean {
  const role = app.referred(lambda.properties.Role, lambda);
  return role !== undefined && app.resourcesOf('AWS::IAM::Policy').some((policy) => {
    const { Roles, PolicyDocument } = policy.properties;
    return (Roles ?? []).some((reference: any) => app.referred(reference, policy) === role)
      && (PolicyDocument?.Statement ?? []).some(({ Effect, Action, Resource }: any) => Effect === 'Allow'
        && asList(Action).some((action) => actions.test(action))
        && asList(Resource).some((arn) => app.referred(arn, policy) === resource));
  });
}
