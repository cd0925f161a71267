import { KEY_ACTIONS } from '../../catalog/target-access';
import { keyOfResource } from '../../template/permissions/key-of-resource';
import { Permissions } from '../../template/permissions/permissions';
import { admissionsOf, letterAdmissionOf } from '../../template/permissions/target-admissions';
import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { alarmsOn, watchedBy } from '../model/alarm-index';
import { refusedPatterns } from '../model/pattern-problems';

/** What the name of a rule is in its targets and alarms, so that those of other rules are the same. */
const OWN = '"="';
const QUEUE = 'AWS::SQS::Queue';
/** Properties of targets and alarms that change nothing. */
const LEFT_OUT = { AlarmDescription: undefined, AlarmName: undefined, Input: undefined, InputPath: undefined, InputTransformer: undefined };

/**
 * Rules that the same becomes of, whatever breaks: they have the same dead-letter queues, retries and permissions, targets that
 * differ in nothing but which queue they are, and alarms that differ in the rule alone. Of many such rules, one is played.
 */
export class RulesAlike {
  private readonly groups = new Map<TemplateResource, TemplateResource[]>();
  private readonly others = new Set<TemplateResource>();

  constructor(private readonly app: Templates) {
    const first = new Map<string, TemplateResource>();
    const areShared = !app.rules.some(({ targets }) => targets.some(isBus)) && app.resourcesOf('AWS::CloudWatch::CompositeAlarm').length === 0;
    const refused = refusedPatterns(app);
    for (const rule of app.rules) {
      const { resource } = rule;
      const fate = areShared && rule.pattern !== undefined && !refused.has(resource) ? fateOf(rule, app) : undefined;
      const known = fate === undefined ? undefined : first.get(fate);
      if (known) {
        this.groups.get(known)!.push(resource);
        this.others.add(resource);
      } else {
        this.groups.set(resource, [resource]);
        if (fate !== undefined) {
          first.set(fate, resource);
        }
      }
    }
  }

  /** Whether a rule or alarm has to be played: the others are like one that is. */
  public isPlayed(resource: TemplateResource): boolean {
    const watched = this.others.has(resource) ? [resource] : [...watchedBy(resource, this.app)];
    return watched.length === 0 || !watched.every((one) => this.others.has(one));
  }

  /** A rule that is played, and all that are like it. */
  public rulesLike(rule: TemplateResource): readonly TemplateResource[] {
    return this.groups.get(rule) ?? [rule];
  }
}

/** An event goes on to other rules there. */
function isBus({ resource, arnText }: TargetOfRule): boolean {
  return resource?.type === 'AWS::Events::EventBus' || arnText?.includes(':event-bus/') === true || (resource === undefined && arnText === undefined);
}

/** What decides what becomes of the events of a rule. */
function fateOf(rule: RuleInTemplate, app: Templates): string {
  const { resource, stack, targets } = rule;
  const alarms = [...new Set(alarmsOn(resource, app).map(({ alarm }) => alarm))]
    .map(({ stack: { path }, condition, properties }) => [path, condition, { ...properties, ...LEFT_OUT }]);
  const { Targets, RoleArn, EventBusName } = resource.properties;
  const whatTargets = Array.isArray(Targets) ? Targets.map((target) => ({ ...target, ...LEFT_OUT })) : Targets;
  const queues = quietQueues(rule, app);
  const text = JSON.stringify([
    stack.path, resource.condition, rule.state, whatTargets, RoleArn, EventBusName, targets.map((target) => permissionsOf(rule, target, app)), alarms,
    queues.map(({ condition, properties }) => [condition, properties]),
  ]).replaceAll(`"${resource.logicalId}"`, OWN);
  return queues.reduce((fate, { logicalId }, at) => fate.replaceAll(`"${logicalId}"`, `"=${at}"`), text);
}

/** Target queues that nothing watches, and that take no letters of the rule: which of them it is shows nowhere. */
function quietQueues({ stack, targets }: RuleInTemplate, app: Templates): TemplateResource[] {
  const queues = new Set(targets.map(({ resource }) => resource));
  return [...queues].filter((queue): queue is TemplateResource => queue?.type === QUEUE && queue.stack === stack
    && alarmsOn(queue, app).length === 0 && !targets.some(({ deadLetterQueue }) => deadLetterQueue === queue));
}

/** What a policy can make different for each rule. */
function permissionsOf(rule: RuleInTemplate, target: TargetOfRule, app: Templates): string[] {
  const permissions = Permissions.in(app);
  const caller = permissions.ruleCaller(rule);
  const { deadLetterQueue: queue } = target;
  const keys = [target.resource, queue].map((resource) => resource && keyOfResource(resource, app)).filter((key) => key !== undefined);
  const letters = letterAdmissionOf(rule, target, app);
  return [
    ...admissionsOf(rule, target, app),
    ...letters ? [letters] : [],
    ...keys.flatMap((key) => KEY_ACTIONS.map((action) => permissions.ask(caller, action, key))),
  ].map(({ verdict }) => verdict);
}
