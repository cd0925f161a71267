import * as kms from 'aws-cdk-lib/aws-kms';
import { knownToDiffer } from '../known-to-differ';

/** Keys of AWS, whose policies nobody can change. */
const OF_AWS = 'alias/aws/';
const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/** The properties of a key that decide what it can be used for. */
interface KeyProperties {
  readonly enabled?: unknown;
  readonly keySpec?: string;
  readonly keyUsage?: string;
}

/**
 * Why a service cannot encrypt with a key for somebody else, whatever its policy says; nothing where it can.
 *
 * @param region where it is to be used
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
export function problemOfKey(key: kms.IKey, region: string): string | undefined {
  const { enabled, keySpec = SYMMETRIC, keyUsage = 'ENCRYPT_DECRYPT' } = (key.node.defaultChild ?? {}) as KeyProperties;
  const what = `its key '${key.node.path}'`;
  if (key.keyArn.includes(OF_AWS)) {
    return `${what} belongs to AWS, and its policy lets nobody else use it. Use a key of your own`;
  }
  if (enabled === false) {
    return `${what} is disabled (enabled: false). Enable it, or use another`;
  }
  if (keySpec !== SYMMETRIC || keyUsage !== 'ENCRYPT_DECRYPT') {
    return `${what} has the keySpec ${keySpec} and the keyUsage ${keyUsage}: only a symmetric key encrypts for a service. Use one`;
  }
  const ofKey = key.env.region;
  return knownToDiffer(ofKey, region) ? `${what} is in ${ofKey}: a service encrypts with keys of its own Region. Use a key in ${region}` : undefined;
}
