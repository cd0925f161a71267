import type { CreateTrailOptions, DeclareTrailsOptions } from './trail-options';
import { OptionKinds, leaf, listOf } from '../delivery/options/option-kind';
import { ACCOUNT, BOOLEAN, BUCKET, KEY, NAME, REGION, nameLike } from '../delivery/options/option-kinds';

const DATA_EVENTS = listOf(NAME, 'it must be a list of types of resources, such as [\'AWS::S3::Object\']');

const EVENT_SOURCE = leaf((value) => typeof value === 'string' && /^[a-z0-9][a-z0-9.-]*\.amazonaws\.com(\.cn)?$/.test(value), {
  advice: (value) => (typeof value === 'string' && /^[a-z0-9.-]+$/.test(value)
    ? `give the event source, such as '${value.replace(/^aws\./, '')}.amazonaws.com'`
    : 'give an event source, such as \'ec2.amazonaws.com\''),
  token: true,
});

/** What enters where trails are declared. */
export const DECLARED_TRAILS: OptionKinds<DeclareTrailsOptions> = {
  managementEvents: BOOLEAN,
  dataEvents: DATA_EVENTS,
  insights: BOOLEAN,
  networkActivity: listOf(EVENT_SOURCE, 'it must be a list of event sources, such as [\'ec2.amazonaws.com\']'),
  account: ACCOUNT,
  region: REGION,
};

/**
 * What enters where a trail is made.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
 */
export const CREATED_TRAIL: OptionKinds<CreateTrailOptions> = {
  managementEvents: BOOLEAN,
  dataEvents: DATA_EVENTS,
  bucket: BUCKET,
  encryptionKey: KEY,
  trailName: nameLike(/^(?=.{3,128}$)(?!\d+\.\d+\.\d+\.\d+$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    'a name has 3 to 128 letters, digits, dots, hyphens and underscores, begins and ends with a letter or digit, has no two of the others in a row, and is no IP address'),
};
