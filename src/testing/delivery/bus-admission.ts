import { Refused } from './admissions';
import { PlayedRule, PlayedTarget, RuleOfTemplate, isInOtherAccount } from './played-rule';
import { asList } from '../../catalog/as-list';
import { EVENTBRIDGE } from '../../catalog/eventbridge-principal';
import { isClosed } from '../../template/permissions/open-text';
import { Permissions } from '../../template/permissions/permissions';
import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const ACTION = 'events:PutEvents';
const DEFAULT = 'default';

/**
 * Why an event bus takes nothing from a rule. One in another account needs a role at the target, and a policy that admits the
 * account; a role that is given must be allowed to put events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 */
export function whyBusRefuses(rule: RuleOfTemplate, target: PlayedTarget, templates: Templates): Refused | undefined {
  const { inTemplate } = rule.tested;
  const isElsewhere = isInOtherAccount(rule, target);
  const role = target.target.properties.RoleArn;
  if (role === undefined) {
    return isElsewhere ? { error: 'NO_PERMISSIONS', why: `${target.name} is in another account, and the target names no role for it` } : undefined;
  }
  return roleRefusal(role, inTemplate, target, templates) ?? (isElsewhere ? policyRefusal(rule, target, templates) : undefined);
}

function roleRefusal(roleArn: unknown, rule: RuleInTemplate, { target, arn }: PlayedTarget, templates: Templates): Refused | undefined {
  const permissions = Permissions.in(templates);
  const caller = permissions.roleCaller(roleArn, rule.resource, templates);
  if (!caller.role) {
    return undefined;
  }
  if (permissions.mayAssume(permissions.ruleCaller(rule), caller.role).verdict === 'refused') {
    return { error: 'FAILED_TO_ASSUME_ROLE', why: `role '${caller.role.path}' does not let ${EVENTBRIDGE} assume it` };
  }
  const on = target.resource ?? permissions.texts.textOf(target.arn, rule.stack) ?? arn;
  const answer = permissions.ask(caller, ACTION, on);
  return answer.verdict === 'refused' ? { error: 'NO_PERMISSIONS', why: answer.reason } : undefined;
}

/** A bus of the templates says whom it admits; of one that another app makes, nothing is known. */
export function policyRefusal(rule: PlayedRule, target: PlayedTarget, templates: Templates): Refused | undefined {
  const { target: { resource }, name, account, region } = target;
  const isKnown = resource !== undefined || templates.stacks.some((stack) => stack.account === account && stack.region === region);
  const statements = templates.resourcesOf('AWS::Events::EventBusPolicy').filter((policy) => isOn(policy, { resource, account, region }, templates));
  const own = resource?.properties.Policy;
  if (!isKnown || own !== undefined) {
    return undefined;
  }
  return statements.some((policy) => admits(policy, rule, templates)) ? undefined
    : { error: 'NO_PERMISSIONS', why: `no policy of ${name} admits account ${rule.account}` };
}

interface BusPlace {
  readonly resource?: TemplateResource;
  readonly account: string;
  readonly region: string;
}

function isOn(policy: TemplateResource, { resource, account, region }: BusPlace, templates: Templates): boolean {
  const { stack, properties: { EventBusName: bus = DEFAULT } } = policy;
  return (resource !== undefined && templates.referred(bus, policy) === resource)
    || (bus === (resource ? resource.properties.Name : DEFAULT) && stack.account === account && stack.region === region);
}

/** Whom conditions on an organization admit, only the organization knows. */
function admits({ properties, stack }: TemplateResource, { account }: PlayedRule, templates: Templates): boolean {
  const { Principal = properties.Statement?.Principal } = properties;
  const texts = Permissions.in(templates).texts;
  return properties.Statement?.Effect !== 'Deny' && asList(Principal?.AWS ?? Principal).some((principal) => {
    const text = texts.textOf(principal, stack);
    return text === undefined || text === '*' || text.includes(account) || !isClosed(text);
  });
}
