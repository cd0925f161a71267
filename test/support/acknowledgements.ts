import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What is acknowledged on a construct: the reasons, by the check. */
export function acknowledgedOn({ node }: IConstruct): Record<string, string> {
  const acknowledged = node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  return Object.fromEntries(acknowledged.flatMap(({ data }) => Object.entries<string>(data)).map(([id, reason]) => [id.split('::').pop(), reason]));
}
