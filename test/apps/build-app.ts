import { App, AppProps, CfnCondition, CfnParameter, Duration, Fn, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, DeadLetterRedrive, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, EventPatternRule, EventRegions,
  ServiceEventDashboard, ServiceEventProtection, ServiceEventRule, Trails,
} from 'cdk-service-events';
import { Construct, IConstruct } from 'constructs';
import { AppPlan, ENVIRONMENTS, RulePlan, StackPlan, StagePlan } from './app-plan';
import { TargetMaker } from './targets';

/** A rule of the app, as it was planned. */
export interface BuiltRule {
  readonly plan: RulePlan;
  /** The L1 of the rule. */
  readonly resource: events.CfnRule;
  /** Whether it is of the library, or protected by it. */
  readonly guarded: boolean;
  /** What the plan comes to where the rule is. */
  readonly alarms: 'perRule' | 'shared' | 'none';
  readonly hasQueue: boolean;
}

/** An app, and what was planned of each of its rules. */
export interface BuiltApp {
  readonly app: App;
  readonly rules: BuiltRule[];
}

export interface BuildOptions {
  /** Stages, stacks and rules are made last to first. */
  readonly reversed?: boolean;
  readonly app?: AppProps;
}

interface BuiltStack {
  readonly plan: StackPlan;
  readonly stack: Stack;
  readonly topic: () => sns.Topic;
}

const LIBRARY: RulePlan['made'][] = ['service', 'calls', 'dataCalls', 'globalCalls', 'pattern'];
const SOURCES = { BATCH: 'aws.batch', ECS: 'aws.ecs', GUARDDUTY: 'aws.guardduty', EC2: 'aws.ec2' };

/**
 * Makes the app of a plan.
 */
export function buildApp(plan: AppPlan, options: BuildOptions = {}): BuiltApp {
  return new AppBuilder(plan, options).build();
}

class AppBuilder {
  private readonly app: App;
  private readonly rules: BuiltRule[] = [];

  constructor(private readonly plan: AppPlan, private readonly options: BuildOptions) {
    this.app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false, ...options.app });
  }

  public build(): BuiltApp {
    // A trail of one account, which an app may make, is known not to record the others.
    Object.values(ENVIRONMENTS).forEach((env) => Trails.of(this.app).declare({ managementEvents: true, dataEvents: ['AWS::S3::Object'], account: env?.account, region: env?.region }));
    const stages = this.plan.stages.map((stage, at) => ({ stage, id: `Stage${at}` }));
    for (const { stage, id } of this.inOrder(stages)) {
      this.makeStage(stage, id);
    }
    if (this.plan.protection === 'app') {
      ServiceEventProtection.of(this.app).apply();
    }
    return { app: this.app, rules: this.rules };
  }

  private makeStage(plan: StagePlan, id: string): void {
    const scope = plan.kind === 'app' ? this.app : new Stage(plan.kind === 'stage' ? this.app : new Stack(this.app, `Pipeline${id}`), id);
    const stacks = plan.stacks.map((stack, at) => ({ plan: stack, id: `${plan.kind === 'app' ? id : ''}Stack${at}` }));
    const built = new Map<StackPlan, BuiltStack>();
    for (const { plan: stackPlan, id: stackId } of this.inOrder(stacks)) {
      built.set(stackPlan, this.makeStack(scope, stackId, stackPlan));
    }
    const all = plan.stacks.map((stack) => built.get(stack)!);
    for (const stack of this.inOrder(all)) {
      this.fill(stack, all.slice(0, all.indexOf(stack)));
    }
    for (const { stack, plan: { extra, rules } } of this.inOrder(all)) {
      if (extra === 'dashboard' && rules.some(({ made }) => LIBRARY.includes(made))) {
        new ServiceEventDashboard(stack, 'Dashboard', { rulesOf: scope });
      }
      if (this.plan.protection === 'app' && plan.kind === 'pipeline') {
        ServiceEventProtection.of(stack).apply();
      }
    }
    if (plan.kind === 'pipeline') {
      (scope as Stage).synth();
    }
  }

  private makeStack(scope: Construct, id: string, plan: StackPlan): BuiltStack {
    const stack = new Stack(scope, id, { env: ENVIRONMENTS[plan.environment] });
    const topic = () => stack.node.tryFindChild('OnCall') as sns.Topic | undefined ?? new sns.Topic(stack, 'OnCall');
    if (plan.defaults === 'actions') {
      DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(topic())] } });
    }
    if (plan.defaults === 'key') {
      DeliveryDefaults.of(stack).set({ deadLetterEncryptionKey: new kms.Key(stack, 'DeadLetterKey') });
    }
    if (plan.defaults === 'shared') {
      DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.shared() });
    }
    if (this.plan.protection === 'stack') {
      ServiceEventProtection.of(stack).apply();
    }
    return { plan, stack, topic };
  }

  private fill(built: BuiltStack, below: BuiltStack[]): void {
    const { plan, stack } = built;
    if (plan.extra === 'trail') {
      Trails.of(stack).create();
    }
    const scope = plan.nested ? new NestedStack(stack, 'Nested') : stack;
    const rules = plan.rules.map((rule, at) => ({ rule, id: `Rule${at}` }));
    for (const { rule, id } of this.inOrder(rules)) {
      this.rules.push(new RuleBuilder(scope, id, rule, built, below, this.plan.protection !== 'none').build());
    }
    if (plan.extra === 'redrive' && plan.rules.some((rule) => this.usesSharedQueue(rule, plan))) {
      new DeadLetterRedrive(stack, 'Redrive');
    }
  }

  /** A redrive of a queue that no rule has is refused. */
  private usesSharedQueue({ made, targets, delivery: { queue } }: RulePlan, { nested, defaults }: StackPlan): boolean {
    return !nested && defaults !== 'key' && LIBRARY.includes(made) && queue === 'shared' && targets.some(({ ownQueue }) => !ownQueue);
  }

  private inOrder<T>(items: T[]): T[] {
    return this.options.reversed ? [...items].reverse() : items;
  }
}

class RuleBuilder {
  private readonly stack: Stack;
  private readonly targets: TargetMaker;
  private readonly isOfLibrary: boolean;

  constructor(
    private readonly scope: Construct, private readonly id: string, private readonly plan: RulePlan, private readonly built: BuiltStack,
    private readonly below: BuiltStack[], private readonly isProtected: boolean,
  ) {
    this.stack = Stack.of(scope);
    this.isOfLibrary = LIBRARY.includes(plan.made);
    this.targets = new TargetMaker(scope, id, {
      below: below.map(({ stack }) => stack),
      isOfLibrary: this.isOfLibrary && !plan.late,
      isForwarded: this.isForwarded,
      hasCondition: plan.condition,
    });
  }

  public build(): BuiltRule {
    const { plan } = this;
    const resource = this.isOfLibrary ? this.libraryRule() : plan.made === 'plain' ? this.plainRule() : this.l1Rule();
    if (plan.condition) {
      resource.cfnOptions.condition = new CfnCondition(this.scope, `${this.id}Condition`, { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
    }
    if (plan.disabled === 'l1') {
      resource.state = 'DISABLED';
    }
    const chosen = this.isOfLibrary && plan.delivery.alarms !== 'perRule' ? plan.delivery.alarms : undefined;
    return {
      plan,
      resource,
      guarded: this.isOfLibrary || (this.isProtected && plan.bus === 'default'),
      alarms: plan.disabled !== 'no' ? 'none' : chosen ?? (this.built.plan.defaults === 'shared' ? 'shared' : 'perRule'),
      hasQueue: !this.isOfLibrary || plan.delivery.queue !== 'none',
    };
  }

  private get isForwarded(): boolean {
    return this.plan.made === 'globalCalls' && !Token.isUnresolved(this.stack.region);
  }

  private libraryRule(): events.CfnRule {
    const { plan, scope, id } = this;
    const targets = plan.targets.map((target, at) => this.targets.make(target, at));
    const options = {
      targets: plan.late ? undefined : targets,
      enabled: plan.disabled === 'option' ? false : undefined,
      eventBus: this.isForwarded ? undefined : this.bus(),
      delivery: this.delivery(),
    };
    const rule = plan.made === 'service' ? new ServiceEventRule(scope, id, { service: AwsService[plan.service], ...options })
      : plan.made === 'calls' ? new ApiCallRule(scope, id, { service: AwsService.EC2, operations: ['RunInstances', 'StopInstances'], ...options })
        : plan.made === 'dataCalls' ? new ApiCallRule(scope, id, { service: AwsService.S3, operations: ['PutObject'], ...options })
          : plan.made === 'globalCalls' ? this.globalCalls(options)
            : new EventPatternRule(scope, id, { eventPattern: { source: [SOURCES[plan.service]], account: ['111111111111'] }, ...options });
    if (plan.late) {
      targets.forEach((target) => rule.rule.addTarget(target));
    }
    return rule.node.defaultChild as events.CfnRule;
  }

  private globalCalls(options: object): ApiCallRule {
    return new ApiCallRule(this.scope, this.id, {
      ...(this.isForwarded ? { service: AwsService.IAM, operations: ['CreateUser'], eventRegions: EventRegions.forward() } : { service: AwsService.KMS, operations: ['CreateKey'] }),
      ...options,
    });
  }

  private plainRule(): events.CfnRule {
    const rule = new events.Rule(this.scope, this.id, {
      eventPattern: this.pattern() as never,
      eventBus: this.bus(),
      enabled: this.plan.disabled === 'option' ? false : undefined,
      targets: this.plan.targets.map((target, at) => this.targets.make(target, at)),
    });
    return rule.node.defaultChild as events.CfnRule;
  }

  private l1Rule(): events.CfnRule {
    const { plan, scope, id } = this;
    const bus = this.bus();
    const targets = plan.targets.map((target, at) => ({ id: `Target${at}`, arn: this.targets.arnOf(target, at) }));
    const spelled = targets.map(({ id: Id, arn: Arn }) => ({ Id, Arn }));
    const rule = new events.CfnRule(scope, id, {
      eventPattern: this.pattern(true),
      eventBusName: bus && (plan.bus === 'customByArn' ? bus.eventBusArn : bus.eventBusName),
      state: plan.disabled === 'option' ? 'DISABLED' : undefined,
    });
    if (targets.length === 0) {
      return rule;
    }
    if (plan.targetsIn !== 'list') {
      const { logicalId } = new CfnCondition(scope, `${id}TargetCondition`, { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
      rule.targets = plan.targetsIn === 'ifAroundList'
        ? Fn.conditionIf(logicalId, spelled, Fn.ref('AWS::NoValue'))
        : spelled.map((target) => Fn.conditionIf(logicalId, target, Fn.ref('AWS::NoValue'))) as never;
    } else if (plan.late) {
      rule.addPropertyOverride('Targets', spelled.map((target) => this.stack.resolve(target)));
    } else {
      rule.targets = targets;
    }
    return rule;
  }

  /** A pattern that matches events of a service, whatever else it may match. */
  private pattern(isL1 = false): object {
    const source = SOURCES[this.plan.service];
    const kind = isL1 ? 'detail-type' : 'detailType';
    switch (this.plan.source) {
      case 'prefix': return { source: isL1 ? [{ prefix: 'aws.' }] : events.Match.prefix('aws.') };
      case 'anythingBut': return { source: isL1 ? [{ 'anything-but': 'my.app' }] : events.Match.anythingBut('my.app') };
      case 'parameter': return { source: new CfnParameter(this.scope, `${this.id}Sources`, { type: 'CommaDelimitedList', default: source }).valueAsList };
      case 'or': return isL1 ? { $or: [{ source: [source] }, { source: ['my.app'] }] } : { source: ['my.app', source] };
      case 'none': return { [kind]: ['EC2 Instance State-change Notification'] };
      default: return { source: [source] };
    }
  }

  private bus(): events.IEventBus | undefined {
    if (this.plan.bus === 'default') {
      return undefined;
    }
    const name = `${this.id}-bus`;
    return this.plan.bus === 'custom' || this.plan.made === 'l1'
      ? new events.EventBus(this.scope, `${this.id}Bus`)
      : events.EventBus.fromEventBusArn(this.scope, `${this.id}Bus`, this.stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: name }));
  }

  private delivery(): DeliveryOptions {
    const { alarms, archive, captureHandlerFailures, expectEvery, actions, queue } = this.plan.delivery;
    return {
      alarms: alarms === 'shared' ? DeliveryAlarms.shared() : alarms === 'none' ? DeliveryAlarms.none() : undefined,
      archive: archive ? Duration.days(7) : undefined,
      captureHandlerFailures: (captureHandlerFailures && queue !== 'none') || undefined,
      expectEvery: expectEvery ? Duration.hours(6) : undefined,
      alarmActions: actions === 'defaults' ? undefined : { ticket: [new cloudwatchActions.SnsAction(this.topicFor(actions === 'below'))] },
      ...this.queue(),
    };
  }

  private topicFor(below: boolean): sns.Topic {
    const others = below ? this.below.filter(({ plan }) => plan.environment === this.built.plan.environment) : [];
    return (others[0] ?? this.built).topic();
  }

  private queue(): Pick<DeliveryOptions, 'deadLetterQueue' | 'deadLetterQueueEnabled'> {
    const { scope, id, stack } = this;
    const queueId = `${id}DeadLetters`;
    switch (this.plan.delivery.queue) {
      case 'none': return { deadLetterQueueEnabled: false };
      case 'given': return { deadLetterQueue: new sqs.Queue(scope, queueId) };
      case 'givenBelow': return { deadLetterQueue: this.queueBelow(queueId) };
      case 'givenWithKey': return { deadLetterQueue: new sqs.Queue(scope, queueId, { encryptionMasterKey: new kms.Key(scope, `${id}Key`) }) };
      case 'givenWithL1Key': {
        const queue = new sqs.Queue(scope, queueId);
        (queue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = new kms.Key(scope, `${id}Key`).keyArn;
        return { deadLetterQueue: queue };
      }
      case 'imported': return { deadLetterQueue: sqs.Queue.fromQueueArn(scope, queueId, stack.formatArn({ service: 'sqs', resource: 'dead-letters' })) };
      case 'importedElsewhere': return Token.isUnresolved(stack.region) ? {}
        : { deadLetterQueue: sqs.Queue.fromQueueArn(scope, queueId, `arn:aws:sqs:${stack.region}:999999999999:dead-letters`) };
      default: return {};
    }
  }

  /** In another stack of the Region, and perhaps of another account. */
  private queueBelow(queueId: string): sqs.IQueue | undefined {
    const known = !Token.isUnresolved(this.stack.region);
    const home = this.below.find(({ stack }) => (known ? stack.region === this.stack.region : Token.isUnresolved(stack.region)));
    return home && new sqs.Queue(home.stack, `${unique(this.scope)}${queueId}`, { queueName: `${unique(this.scope)}-${queueId}` });
  }
}

function unique(scope: IConstruct): string {
  return scope.node.path.replace(/[^A-Za-z0-9]/g, '');
}

