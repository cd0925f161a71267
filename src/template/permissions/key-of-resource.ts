import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';

const ALIAS = /(?:^|:)(alias\/aws\/(?:sqs|sns))$/;

/** The key of the app with which a queue or topic is encrypted. */
export function keyOfResource(resource: TemplateResource, app: Templates): TemplateResource | undefined {
  const key = app.referred(resource.properties.KmsMasterKeyId, resource);
  return key?.type === 'AWS::KMS::Alias' ? app.referred(key.properties.TargetKeyId, key) : key?.type === 'AWS::KMS::Key' ? key : undefined;
}

/** The alias of AWS's own key with which a queue or topic is encrypted. */
export function managedKeyOf({ properties }: TemplateResource): string | undefined {
  return typeof properties.KmsMasterKeyId === 'string' ? ALIAS.exec(properties.KmsMasterKeyId)?.[1] : undefined;
}
