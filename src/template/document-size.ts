import { isReference } from '../pattern/matcher/matcher';

/** How long what AWS CloudFormation knows by itself is in the commercial Regions, at most. */
const PSEUDO_PARAMETERS: Record<string, number> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 'aws'.length,
  'AWS::Region': 'ap-southeast-1'.length,
  'AWS::URLSuffix': 'amazonaws.com'.length,
};

/**
 * Characters of the JSON text of a policy once AWS CloudFormation has put it together, as far as they are known before
 * deployment: the value of any other reference counts as nothing.
 *
 * @param document the policy, or part of it, as it stands in a template
 */
export function documentSize(document: unknown): number {
  let filledIn = 0;
  const text = JSON.stringify(document, (_name, value) => {
    const known = isReference(value) ? joined(value) : undefined;
    filledIn += known?.filledIn ?? 0;
    return known ? known.text : value;
  });
  return Buffer.byteLength(text) + filledIn;
}

interface Joined {
  /** What is written out. */
  readonly text: string;
  /** Characters of what is not. */
  readonly filledIn: number;
}

function joined(reference: any): Joined {
  const [separator, parts] = reference['Fn::Join'] ?? [];
  if (typeof separator === 'string' && Array.isArray(parts)) {
    const known = parts.map((part) => (typeof part === 'object' ? joined(part) : { text: String(part), filledIn: 0 }));
    return { text: known.map(({ text }) => text).join(separator), filledIn: known.reduce((sum, { filledIn }) => sum + filledIn, 0) };
  }
  return { text: '', filledIn: PSEUDO_PARAMETERS[reference.Ref] ?? 0 };
}
