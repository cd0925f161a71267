import { Admission, Permissions } from './permissions';
import { TargetAccess, targetAccessOf } from '../../catalog/target-access';
import { RuleInTemplate, TargetOfRule } from '../rule-in-template';
import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';

/** What the templates say of one thing that it takes to deliver to a target. */
export interface TargetAdmission extends Admission {
  readonly access: TargetAccess;
  readonly action: string;
  /** What is delivered to. */
  readonly target: TemplateResource;
  /** The role, where EventBridge takes one and a template has it. */
  readonly role?: TemplateResource;
}

/** Checks, report and tester ask for the same targets. */
const KNOWN = new WeakMap<Templates, WeakMap<TargetOfRule, TargetAdmission[]>>();

/** Whether EventBridge may deliver for a rule to a target that a template has. */
export function admissionsOf(rule: RuleInTemplate, target: TargetOfRule, app: Templates): readonly TargetAdmission[] {
  const known = KNOWN.get(app) ?? new WeakMap<TargetOfRule, TargetAdmission[]>();
  KNOWN.set(app, known);
  let admissions = known.get(target);
  if (!admissions) {
    admissions = readAdmissions(rule, target, app);
    known.set(target, admissions);
  }
  return admissions;
}

function readAdmissions(rule: RuleInTemplate, target: TargetOfRule, app: Templates): TargetAdmission[] {
  const permissions = Permissions.in(app);
  const resource = permissions.exactly(target.arn, rule.stack) ?? target.resource;
  const access = resource && targetAccessOf(resource.type);
  if (!resource || !access) {
    return [];
  }
  const roleArn = target.properties.RoleArn ?? rule.resource.properties.RoleArn;
  if (roleArn !== undefined && access.by !== 'policy') {
    return byRole(roleArn, { rule, target, access, resource }, app);
  }
  return access.by === 'role' ? access.actions.slice(0, 1).map((action) => ({
    access, action, target: resource, verdict: 'refused', reason: 'the rule names no role for it', statement: { Effect: 'Allow', Action: action, Resource: permissions.texts.arnOf(resource) },
  })) : access.actions.map((action) => ({ access, action, target: resource, ...permissions.ask(permissions.ruleCaller(rule), action, resource) }));
}

interface Delivery {
  readonly rule: RuleInTemplate;
  readonly target: TargetOfRule;
  readonly access: TargetAccess;
  readonly resource: TemplateResource;
}

function byRole(roleArn: unknown, { rule, target, access, resource }: Delivery, app: Templates): TargetAdmission[] {
  const permissions = Permissions.in(app);
  const caller = permissions.roleCaller(roleArn, rule.resource, app);
  const { role } = caller;
  const on = access.on?.reduce<any>((value, name) => value?.[name], target.properties);
  const arn = access.on && (permissions.texts.textOf(on, rule.stack) ?? permissions.texts.unknown(rule.resource));
  const assumed = role && permissions.mayAssume(permissions.ruleCaller(rule), role);
  return [
    ...assumed ? [{ access, action: 'sts:AssumeRole', target: resource, role, ...assumed }] : [],
    ...access.actions.map((action) => ({ access, action, target: resource, role, ...permissions.ask(caller, action, resource, arn) })),
  ];
}
