import { CfnCondition, CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Gives all resources below a construct the condition of the rule that they are for, whenever it gets one: what refers to a
 * rule that is not deployed makes AWS CloudFormation refuse the template.
 */
export function inheritCondition(construct: IConstruct, rule: CfnResource): void {
  const resources = construct.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  for (const { cfnOptions } of resources) {
    let own: CfnCondition | undefined;
    Object.defineProperty(cfnOptions, 'condition', {
      configurable: true, get: () => own ?? rule.cfnOptions.condition, set: (condition) => { own = condition; },
    });
  }
}
