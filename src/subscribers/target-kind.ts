import { CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { TARGET_KINDS, TargetKind, kindOfArn, kindOfType } from './target-kinds';

/**
 * What kind of target a bound target is: by its ARN, by the resource that the ARN refers to, else by the construct that the
 * target names. None where a subscriber knows no such kind.
 */
export function kindOf({ arn, targetResource }: events.RuleTargetConfig): TargetKind | undefined {
  const type = referredType(arn) ?? typeOf(targetResource);
  return kindOfType(type)
    ?? (Token.isUnresolved(arn.split(':')[2]) ? undefined : kindOfArn(arn))
    ?? (type === undefined && targetResource ? kindOfConstruct(targetResource) : undefined);
}

/** An imported construct has no resource, but what its kind has. */
function kindOfConstruct(construct: IConstruct): TargetKind | undefined {
  return TARGET_KINDS.find(({ attribute }) => attribute !== undefined && attribute in construct);
}

function referredType(arn: string): string | undefined {
  const { tokens, length } = Tokenization.reverseString(arn);
  const referred = length === 1 ? tokens.find((token) => Reference.isReference(token)) : undefined;
  return typeOf((referred as Reference | undefined)?.target);
}

/** The type of the resource that a construct is or holds. */
export function typeOf(construct: IConstruct | undefined): string | undefined {
  const resource = construct && (CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild);
  return resource && CfnResource.isCfnResource(resource) ? resource.cfnResourceType : undefined;
}
