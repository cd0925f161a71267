import { CfnResource, IResolveContext, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';

const NOT_DEPLOYED = 'not-deployed';
const ALARM_NOT_DEPLOYED = { 'Fn::Sub': `arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:${NOT_DEPLOYED}` };

/**
 * Lets a dashboard name resources that are deployed under a condition: AWS CloudFormation refuses a template that refers to
 * one which is not deployed. In place of its name stands one that nothing has.
 *
 * @param shown what the dashboard names, when it is written
 */
export function nameUnderCondition(dashboard: cloudwatch.CfnDashboard, shown: () => IConstruct[]): void {
  const body = dashboard.dashboardBody;
  dashboard.dashboardBody = Lazy.uncachedString({
    produce: (context: IResolveContext) => {
      const rendered = context.resolve(body);
      const conditions = conditionsOf(shown(), Stack.of(dashboard));
      return conditions.size > 0 ? underCondition(rendered, conditions) : rendered;
    },
  });
}

/** Whether a construct is deployed under a condition. */
export function isConditional(construct: IConstruct): boolean {
  return resourceOf(construct)?.cfnOptions.condition !== undefined;
}

function conditionsOf(constructs: IConstruct[], stack: Stack): Map<string, string> {
  const resources = constructs.map(resourceOf).filter((resource) => resource && resource.stack === stack && resource.cfnOptions.condition);
  return new Map(resources.map((resource) => [stack.resolve(resource!.logicalId), stack.resolve(resource!.cfnOptions.condition!.logicalId)]));
}

function resourceOf(construct: IConstruct): CfnResource | undefined {
  const resource = construct.node.defaultChild;
  return resource && CfnResource.isCfnResource(resource) ? resource : undefined;
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
    return { 'Fn::If': [condition, value, value.Ref ? NOT_DEPLOYED : ALARM_NOT_DEPLOYED] };
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, underCondition(inner, conditions)]));
}
