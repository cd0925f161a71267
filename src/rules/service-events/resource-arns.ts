import { Token } from 'aws-cdk-lib';
import { optionName } from '../../catalog/option-spelling';
import { requireValues } from '../../pattern/algebra/lift-values';

/**
 * The values of the option `resourceArns`, as a pattern holds them.
 *
 * @throws where one of them is no ARN, or the list is empty
 */
export function requireArns(resourceArns: string[], allowUnknown: boolean): any[] {
  const values = requireValues(resourceArns, optionName('resourceArns'));
  const noArn = Token.isUnresolved(values) || allowUnknown ? undefined
    : values.find((value) => typeof value === 'string' && !Token.isUnresolved(value) && !value.startsWith('arn:'));
  if (noArn !== undefined) {
    throw new Error(`${optionName('resourceArns')} names '${noArn}', which is no ARN: give the ARN, give the construct as resources, or filter on the name in detail. events.Match.suffix(...) matches an ARN by its end.`);
  }
  return values;
}
