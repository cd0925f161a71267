import { nearest } from '../catalog/nearest';

/** The pseudo parameters of AWS CloudFormation. */
const PSEUDO_PARAMETERS = [
  'AWS::AccountId', 'AWS::NotificationARNs', 'AWS::NoValue', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix',
];

/** @throws when AWS CloudFormation has no pseudo parameter of that name */
export function requirePseudoParameter(name: string): void {
  if (!PSEUDO_PARAMETERS.includes(name)) {
    throw noPseudoParameter(name);
  }
}

export function noPseudoParameter(name: string): Error {
  return new Error(`There is no pseudo parameter '${name}'. Nearest: ${nearest(name, PSEUDO_PARAMETERS)[0]}.`);
}
