import { Admissions, Refused } from './admissions';
import { whyBusRefuses } from './bus-admission';
import { once } from './once';
import { PlayedQueue } from './played-queue';
import { PlayedRule, PlayedTarget, RuleOfSource, RuleOfTemplate, isInOtherRegion } from './played-rule';
import { whyRecordIsRefused, whyTargetRefuses } from './subscriber-admission';
import { KEY_ACTIONS } from '../../catalog/target-access';
import { keyOfResource, managedKeyOf } from '../../template/permissions/key-of-resource';
import { Permissions } from '../../template/permissions/permissions';
import { Caller, ServiceCaller } from '../../template/permissions/request';
import { admissionsOf } from '../../template/permissions/target-admissions';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const WRITE = 'sqs:SendMessage';

/**
 * Who may send where, by the policies, permissions, roles and keys of the templates: the model that the checks use. What only the
 * deployment knows is taken to be allowed.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
 */
export class TemplateAdmissions implements Admissions {
  private readonly targets = new Map<PlayedTarget, Refused | undefined>();
  private readonly queues = new Map<PlayedRule, Map<PlayedQueue, Refused | undefined>>();
  private readonly permissions: Permissions;

  constructor(private readonly templates: Templates) {
    this.permissions = Permissions.in(templates);
  }

  public toTarget(rule: PlayedRule, target: PlayedTarget): Refused | undefined {
    return once(this.targets, target, () => this.targetRefusal(rule, target));
  }

  public toQueue(rule: PlayedRule, queue: PlayedQueue): Refused | undefined {
    const ofRule = once(this.queues, rule, () => new Map<PlayedQueue, Refused | undefined>());
    return once(ofRule, queue, () => this.queueRefusal(rule, queue));
  }

  public fromFunction({ lambda }: PlayedTarget, { resource }: PlayedQueue): Refused | undefined {
    const role = lambda && this.templates.referred(lambda.properties.Role, lambda);
    return !role || resource?.type !== 'AWS::SQS::Queue' ? undefined : this.asked({ role }, [WRITE], resource);
  }

  private targetRefusal(rule: PlayedRule, target: PlayedTarget): Refused | undefined {
    if (rule.kind !== 'rule') {
      // The rule of an event source is EventBridge's own, which was let in when it was made.
      return rule.kind === 'subscriber' ? whyTargetRefuses(rule, target, this.templates) : undefined;
    }
    const { inTemplate } = rule.tested;
    if (target.kind === 'eventBus') {
      return whyBusRefuses(rule, target, this.templates);
    }
    const { resource, properties } = target.target;
    const refused = admissionsOf(inTemplate, target.target, this.templates).find(({ verdict }) => verdict === 'refused');
    if (refused) {
      return { error: refused.action === 'sts:AssumeRole' ? 'FAILED_TO_ASSUME_ROLE' : 'NO_PERMISSIONS', why: refused.reason };
    }
    return !resource ? undefined
      : fifoRefusal(target, properties) ?? (properties.RoleArn === undefined ? this.keyRefusal(rule, resource, target.name) : undefined);
  }

  private queueRefusal(rule: PlayedRule, queue: PlayedQueue): Refused | undefined {
    const { name, resource, isFifo, environment } = queue;
    if (rule.kind === 'subscriber') {
      return whyRecordIsRefused(rule, queue, this.templates);
    }
    if (isFifo) {
      return { error: 'INVALID_PARAMETER', why: `${name} is a FIFO queue, which EventBridge does not write dead letters to` };
    }
    const region = environment.split(' ')[1];
    if (isInOtherRegion(rule, { region })) {
      return { error: 'INVALID_PARAMETER', why: `${name} is in ${region}, and the rule in ${rule.region}` };
    }
    return resource && (this.asked(this.callerOf(rule), [WRITE], resource) ?? this.keyRefusal(rule, resource, name));
  }

  private keyRefusal(rule: RuleOfTemplate | RuleOfSource, resource: TemplateResource, name: string): Refused | undefined {
    const managed = managedKeyOf(resource);
    if (managed) {
      return { error: 'NO_PERMISSIONS', why: `${name} is encrypted with ${managed}, which EventBridge may not use` };
    }
    const key = keyOfResource(resource, this.templates);
    return key && this.asked(this.callerOf(rule), KEY_ACTIONS, key);
  }

  /** The name of a rule that EventBridge makes is its own. */
  private callerOf({ kind, tested }: RuleOfTemplate | RuleOfSource): ServiceCaller {
    return kind === 'rule' ? this.permissions.ruleCaller(tested.inTemplate) : this.permissions.sourceCaller(tested.resource.stack);
  }

  private asked(caller: Caller, actions: readonly string[], on: TemplateResource): Refused | undefined {
    const refused = actions.map((action) => this.permissions.ask(caller, action, on)).find(({ verdict }) => verdict === 'refused');
    return refused && { error: 'NO_PERMISSIONS', why: refused.reason };
  }
}

function fifoRefusal({ name, target: { resource } }: PlayedTarget, { SqsParameters: sqs }: Record<string, any>): Refused | undefined {
  const { FifoQueue, FifoTopic, ContentBasedDeduplication: deduplicates } = resource!.properties;
  const isTrue = (value: unknown) => value === true || value === 'true';
  if (!isTrue(FifoQueue) && !isTrue(FifoTopic)) {
    return undefined;
  }
  const lacks = isTrue(FifoTopic) || sqs?.MessageGroupId === undefined ? 'a message group' : !isTrue(deduplicates) ? 'a deduplication id' : undefined;
  return lacks === undefined ? undefined : { error: 'INVALID_PARAMETER', why: `${name} takes nothing without ${lacks}, which the rule does not give` };
}
