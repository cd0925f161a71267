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
const OF_TARGETS = new WeakMap<Templates, WeakMap<TargetOfRule, TargetAdmission[]>>();
const OF_LETTERS = new WeakMap<Templates, WeakMap<TargetOfRule, Admission>>();

/** Whether EventBridge may deliver for a rule to a target that a template has. */
export function admissionsOf(rule: RuleInTemplate, target: TargetOfRule, app: Templates): readonly TargetAdmission[] {
  return once(OF_TARGETS, target, app, () => readAdmissions(rule, target, app));
}

/** Whether EventBridge may send what a target of a rule does not take to its dead-letter queue; nothing where no template has the queue. */
export function letterAdmissionOf(rule: RuleInTemplate, target: TargetOfRule, app: Templates): Admission | undefined {
  const { deadLetterQueue: queue } = target;
  const permissions = Permissions.in(app);
  return queue && once(OF_LETTERS, target, app, () => permissions.ask(permissions.ruleCaller(rule), 'sqs:SendMessage', queue));
}

function once<T>(known: WeakMap<Templates, WeakMap<TargetOfRule, T>>, target: TargetOfRule, app: Templates, read: () => T): T {
  const ofApp = known.get(app) ?? new WeakMap<TargetOfRule, T>();
  known.set(app, ofApp);
  let admission = ofApp.get(target);
  if (admission === undefined) {
    admission = read();
    ofApp.set(target, admission);
  }
  return admission;
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
