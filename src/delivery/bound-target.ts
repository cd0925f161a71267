import { CfnResource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';

const PERMISSION = 'AWS::Lambda::Permission';

/**
 * What a target of a rule says of itself: its ARN, role, parameters and input.
 *
 * A target is bound to a rule, and lets that rule's EventBridge call it. What calls it with a role of its own needs that not, so
 * a stand-in is given, and what would be let in for it is left out.
 *
 * @param caller what calls the target
 * @param id the id of the stand-in
 */
export function boundTarget(caller: Construct, target: events.IRuleTarget, id = 'Target'): events.RuleTargetConfig {
  const ruleArn = Stack.of(caller).formatArn({ service: 'events', resource: 'rule', resourceName: 'none' });
  const standIn = events.Rule.fromEventRuleArn(caller, id, ruleArn);
  const config = withoutPolicies(target, () => target.bind(standIn, id));
  for (const child of standIn.node.children.filter(isPermission)) {
    standIn.node.tryRemoveChild(child.node.id);
  }
  return config;
}

function isPermission(construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === PERMISSION;
}

/** What a resource does to let somebody in, by the names of the AWS CDK. */
const LET_IN: Record<string, () => unknown> = {
  addToResourcePolicy: () => ({ statementAdded: true }),
  grantOnKey: () => ({}),
};

function withoutPolicies<T>(target: object, bind: () => T): T {
  const methods = Object.values(target).filter((value) => Construct.isConstruct(value))
    .flatMap((resource) => Object.entries(LET_IN).filter(([name]) => name in resource).map(([name, method]) => ({ resource, name, method })));
  methods.forEach(({ resource, name, method }) => Object.defineProperty(resource, name, { value: method, configurable: true }));
  try {
    return bind();
  } finally {
    // The method of the class is behind the one that stood before it.
    methods.forEach(({ resource, name }) => Reflect.deleteProperty(resource, name));
  }
}
