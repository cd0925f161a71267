import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Finding } from './finding';
import { problemId } from '../delivery/construct-notices';

/** Whether a finding is acknowledged, on the construct or on one above it. */
export function isAcknowledged({ check, resource }: Finding, root: IConstruct): boolean {
  const id = problemId(check.id);
  let at: IConstruct | undefined = root;
  const names = resource.path === '' ? [] : resource.path.split('/');
  for (const name of ['', ...names]) {
    at = name === '' ? at : at?.node.tryFindChild(name);
    if (at?.node.metadata.some(({ type, data }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && id in data)) {
      return true;
    }
  }
  return false;
}
