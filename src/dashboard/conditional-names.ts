import { CfnResource, IResolveContext, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';

const NOT_DEPLOYED = 'not-deployed';
const ALARM_NOT_DEPLOYED = { 'Fn::Sub': `arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:${NOT_DEPLOYED}` };

/**
 * Lets a dashboard name resources of its stack that are deployed under a condition: AWS CloudFormation refuses a template that
 * refers to one which is not deployed. In place of its name stands one that nothing has.
 */
export function nameUnderCondition(dashboard: cloudwatch.CfnDashboard): void {
  const body = dashboard.dashboardBody;
  dashboard.dashboardBody = Lazy.uncachedString({
    produce: (context: IResolveContext) => underCondition(context.resolve(body), conditionsIn(dashboard.stack)),
  });
}

/** Whether a construct is deployed under a condition. */
export function isConditional(construct: IConstruct): boolean {
  const resource = construct.node.defaultChild as CfnResource | undefined;
  return resource?.cfnOptions?.condition !== undefined;
}

/** The condition of each resource that has one, by logical ids. */
function conditionsIn(stack: Stack): Map<string, string> {
  const resources = stack.node.findAll().filter(CfnResource.isCfnResource)
    .filter((resource) => resource.stack === stack && resource.cfnOptions.condition);
  return new Map(resources.map((resource) => [stack.resolve(resource.logicalId), stack.resolve(resource.cfnOptions.condition!.logicalId)]));
}

function underCondition(value: any, conditions: Map<string, string>): any {
  if (Array.isArray(value)) {
    return value.map((one) => underCondition(one, conditions));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const condition = conditions.get(value.Ref ?? value['Fn::GetAtt']?.[0]);
  if (condition) {
    return { 'Fn::If': [condition, value, value['Fn::GetAtt']?.[1] === 'Arn' ? ALARM_NOT_DEPLOYED : NOT_DEPLOYED] };
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, underCondition(inner, conditions)]));
}
