import { Stage } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

/**
 * The stage of a construct, which is the app itself where there is none.
 *
 * A stage is synthesized by itself, and CDK Pipelines does so as soon as it is added: what has been written cannot be added
 * to by a later one, and nothing in it can refer to another.
 */
export function stageOf(construct: IConstruct): Construct {
  return Stage.of(construct) ?? construct.node.root as Construct;
}
