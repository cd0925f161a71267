import { App, AppProps, AspectPriority, Aspects, CfnCondition, CfnOutput, CfnParameter, Duration, Fn, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, DeadLetterRedrive, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, EventPatternRule, EventRegions,
  EventSourceHub, ServiceEventBus, ServiceEventDashboard, ServiceEventHub, ServiceEventProtection, ServiceEventRule, ServiceEventSource,
  ServiceEventSpoke, ServiceEventSubscriber, Trails,
} from 'cdk-service-events';
import { Construct, IConstruct } from 'constructs';
import { AppPlan, ENVIRONMENTS, EnvironmentName, HubPlan, RulePlan, StackPlan, StagePlan, environmentIn } from './app-plan';
import { TargetMaker } from './targets';

/** A rule of the app, as it was planned. */
export interface BuiltRule {
  readonly plan: Pick<RulePlan, 'disabled' | 'made'> & Partial<RulePlan>;
  /** The L1 of the rule. */
  readonly resource: events.CfnRule;
  /** Whether it is of the library, or protected by it. */
  readonly guarded: boolean;
  /** What the plan comes to where the rule is. */
  readonly alarms: 'perRule' | 'shared' | 'none';
  readonly hasQueue: boolean;
  /** Its dead-letter queue is to have a key. */
  readonly hasKey?: boolean;
  /** The stack's defaults tell somebody, and the rule leaves it at that. */
  readonly tells?: boolean;
  /** What the nearest protection says, where it says something. */
  readonly retryAttempts?: number;
  /** What the queue's alarm fires at. */
  readonly deadLetters?: number;
}

/** A rule on the bus of a hub, and whether anything is forwarded that it matches. */
export interface BuiltHubRule {
  readonly resource: events.CfnRule;
  readonly isFed: boolean;
}

/** An app, and what was planned of each of its rules. */
export interface BuiltApp {
  readonly plan: AppPlan;
  readonly app: App;
  readonly rules: BuiltRule[];
  readonly hubRules: BuiltHubRule[];
  /** The functions that redrive the shared queue of a stack. */
  readonly redrives: DeadLetterRedrive[];
  /** The stacks of the plan, as far as they are made. */
  readonly stacks: Stack[];
  /** Rules of which an archive keeps what they match. */
  readonly orRules: events.CfnRule[];
  /** Rules that aspects make when the app is synthesized. */
  readonly lateRules: events.CfnRule[];
}

export interface BuildOptions {
  /** Stages, stacks and rules are made last to first. */
  readonly reversed?: boolean;
  /** The first stack of each stage has nothing to do with the others, or is not made at all. */
  readonly first?: 'apart' | 'left out';
  readonly app?: AppProps;
}

interface BuiltStack {
  readonly plan: StackPlan;
  readonly stack: Stack;
  readonly topic: () => sns.Topic;
}

const ENVIRONMENT_NAMES = Object.keys(ENVIRONMENTS) as EnvironmentName[];
/** What comes later in a pattern has the last word: a field beside `$or`, or the one in a branch. */
const OR_PATTERNS = [
  { source: ['aws.ec2', 'aws.ecs'], $or: [{ source: ['aws.batch'] }, { account: ['111111111111'] }] },
  { $or: [{ source: ['aws.batch'] }, { account: ['222222222222'] }], source: ['aws.ecs', 'aws.batch'] },
];
const LIBRARY: RulePlan['made'][] = ['service', 'calls', 'readCalls', 'dataCalls', 'globalCalls', 'pattern'];
const LOG_GROUPS = 6;
const KINDS = 25;
const DEAD_LETTERS = 5;
/** What protection is applied with, on the app and on a stack. */
const [FAR_ATTEMPTS, NEAR_ATTEMPTS] = [3, 4];
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
  private readonly hubRules: BuiltHubRule[] = [];
  private readonly redrives: DeadLetterRedrive[] = [];
  private readonly stacks: Stack[] = [];
  private readonly orRules: events.CfnRule[] = [];
  private readonly lateRules: events.CfnRule[] = [];

  constructor(private readonly plan: AppPlan, private readonly options: BuildOptions) {
    this.app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false, context: { '@aws-cdk/core:aspectStabilization': plan.stabilized }, ...options.app });
  }

  public build(): BuiltApp {
    // A trail of one account, which an app may make, is known not to record the others.
    ENVIRONMENT_NAMES.map((name) => environmentIn(this.plan.partition, name)).forEach((env) => Trails.of(this.app).declare({ managementEvents: true, dataEvents: ['AWS::S3::Object'], account: env?.account, region: env?.region }));
    if (this.plan.queuesOff) {
      DeliveryDefaults.of(this.app).set({ deadLetterQueueEnabled: false });
    }
    const stages = this.plan.stages.map((stage, at) => ({ stage, id: `Stage${at}` }));
    for (const { stage, id } of this.inOrder(stages)) {
      this.makeStage(stage, id);
    }
    if (this.isProtected('app')) {
      ServiceEventProtection.of(this.app).apply(this.plan.protection === 'both' ? { retryAttempts: FAR_ATTEMPTS } : {});
    }
    const { plan, app, rules, hubRules, redrives, stacks, orRules, lateRules } = this;
    return { plan, app, rules, hubRules, redrives, stacks, orRules, lateRules };
  }

  private isProtected(where: 'app' | 'stack'): boolean {
    return [where, 'both'].includes(this.plan.protection);
  }

  private makeStage(plan: StagePlan, id: string): void {
    const scope = plan.kind === 'app' ? this.app : new Stage(plan.kind === 'stage' ? this.app : this.pipelineStack(id), id);
    const stacks = plan.stacks.map((stack, at) => ({ plan: stack, id: `${plan.kind === 'app' ? id : ''}Stack${at}` }));
    const built = new Map<StackPlan, BuiltStack>();
    const { first } = this.options;
    const made = plan.stacks.slice(first === 'left out' ? 1 : 0);
    for (const { plan: stackPlan, id: stackId } of this.inOrder(stacks.filter((one) => made.includes(one.plan)))) {
      built.set(stackPlan, this.makeStack(scope, stackId, stackPlan));
    }
    const all = made.map((stack) => built.get(stack)!);
    const related = all.slice(first === 'apart' ? 1 : 0);
    this.makeHubs(related, id);
    for (const stack of this.inOrder(all)) {
      this.fill(stack, related.slice(0, Math.max(0, related.indexOf(stack))));
    }
    for (const { stack, plan: { extra, rules } } of this.inOrder(all)) {
      if (extra.startsWith('dashboard') && rules.some(({ made: how, condition }) => LIBRARY.includes(how) && !condition)) {
        new ServiceEventDashboard(extra === 'dashboard' ? stack : new Stack(scope, `${stack.node.id}Board`, { env: stack }), 'Dashboard', { rulesOf: stack });
      }
      if (this.isProtected('app') && plan.kind === 'pipeline' && !this.isProtected('stack')) {
        ServiceEventProtection.of(stack).apply();
      }
    }
    if (plan.kind === 'pipeline') {
      (scope as Stage).synth();
    }
  }

  private pipelineStack(id: string): Stack {
    const stack = new Stack(this.app, `Pipeline${id}`);
    new sns.Topic(stack, 'Approvals');
    return stack;
  }

  private makeStack(scope: Construct, id: string, plan: StackPlan): BuiltStack {
    const stack = new Stack(scope, id, { env: environmentIn(this.plan.partition, plan.environment) });
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
    if (plan.defaults === 'queue') {
      DeliveryDefaults.of(stack).set({ deadLetterQueue: new sqs.Queue(stack, 'DeadLetters') });
    }
    if (this.isProtected('stack')) {
      ServiceEventProtection.of(stack).apply(this.plan.protection === 'both' ? { retryAttempts: NEAR_ATTEMPTS } : {});
    }
    this.stacks.push(stack);
    return { plan, stack, topic };
  }

  private fill(built: BuiltStack, below: BuiltStack[]): void {
    const { plan, stack } = built;
    if (plan.extra === 'trail') {
      Trails.of(stack).create();
    }
    if (plan.extra === 'trailInBucket') {
      Trails.of(stack).create({ bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs-of-the-organization') });
    }
    const scope = plan.nested ? new NestedStack(stack, 'Nested') : stack;
    const rules = plan.rules.map((rule, at) => ({ rule, id: `Rule${at}` }));
    for (const { rule, id } of this.inOrder(rules)) {
      this.rules.push(new RuleBuilder(scope, id, rule, built, below, this.plan).build());
    }
    if (plan.extra === 'logGroups' && plan.environment === 'ANYWHERE') {
      // Where the stack goes is not known, so the log groups of several stacks need not be of one account.
      Array.from({ length: LOG_GROUPS }, (_, at) => new EventPatternRule(stack, `Logged${at}`, {
        eventPattern: { source: ['aws.batch'] }, targets: [new eventTargets.CloudWatchLogGroup(new logs.LogGroup(stack, `Log${at}`))],
      }));
    }
    this.fillExtra(built);
    if (plan.extra === 'redrive' && plan.rules.some((rule) => this.usesSharedQueue(rule, plan))) {
      this.redrives.push(new DeadLetterRedrive(stack, 'Redrive'));
    }
  }

  private fillExtra({ stack, plan: { extra } }: BuiltStack): void {
    if (extra === 'lateRule') {
      Aspects.of(stack).add({ visit: (node) => void (node === stack && this.ruleOfAspect(stack)) }, { priority: AspectPriority.MUTATING });
    }
    if (extra === 'archivedOr') {
      this.orRules.push(...OR_PATTERNS.map((pattern, at) => new EventPatternRule(stack, `Either${at}`, {
        eventPattern: pattern as never, targets: [new eventTargets.SqsQueue(new sqs.Queue(stack, `Any${at}`))], delivery: { archive: Duration.days(7) },
      }).node.defaultChild as events.CfnRule));
    }
    if (extra === 'customBus' || extra === 'sourceHub') {
      const eventBus = extra === 'customBus' ? new ServiceEventBus(stack, 'Custom')
        : new EventSourceHub(stack, 'SourceHub', { accounts: ['222222222222'], services: [AwsService.ECS], letSubscribe: true }).eventBus;
      new ServiceEventSource(stack, 'Brought', { eventBus, service: AwsService.BATCH });
      new ServiceEventSubscriber(stack, 'Subscriber', { eventBus, service: AwsService.BATCH, target: new eventTargets.SqsQueue(new sqs.Queue(stack, 'Jobs')) });
      if (!Token.isUnresolved(stack.region)) {
        const there = sqs.Queue.fromQueueArn(stack, 'JobsThere', `arn:${stack.partition}:sqs:${stack.region}:999999999999:jobs`);
        new ServiceEventSubscriber(stack, 'SubscriberThere', { eventBus, service: AwsService.BATCH, target: new eventTargets.SqsQueue(there) });
      }
    }
  }

  /** A rule that is not there before the app is synthesized. */
  private ruleOfAspect(stack: Stack): void {
    if (stack.node.tryFindChild('Late')) {
      return;
    }
    const rule = new events.Rule(stack, 'Late', { eventPattern: { source: ['aws.batch'] }, targets: [new eventTargets.SqsQueue(new sqs.Queue(stack, 'LateWork'))] });
    this.lateRules.push(rule.node.defaultChild as events.CfnRule);
  }

  /** The first stack of a stage that is to have a hub has it, and those of other places send to it. */
  private makeHubs(stacks: BuiltStack[], stageId: string): void {
    const [central, ...others] = stacks.filter(({ plan: { hub, environment } }) => hub && environment !== 'ANYWHERE');
    if (!central) {
      return;
    }
    const { stack, plan: { hub: plan, environment } } = central;
    const hub = new ServiceEventHub(stack, 'Hub', { organizationId: 'o-a1b2c3d4e5', eventBusName: `events-of-${stageId}`, ...forwarded(plan!) });
    const spokes = others.filter(({ plan: other }) => other.environment !== environment)
      .filter(({ plan: other }) => this.plan.partition !== 'aws-cn' || ENVIRONMENTS[other.environment]!.region === ENVIRONMENTS[environment]!.region)
      .filter((one, at, all) => all.findIndex(({ plan: other }) => other.environment === one.plan.environment) === at);
    for (const { stack: here, plan: { hub: own, environment: where } } of this.inOrder(spokes)) {
      const isSameRegion = ENVIRONMENTS[where]!.region === ENVIRONMENTS[environment]!.region;
      const { rules } = new ServiceEventSpoke(here, 'Spoke', {
        hubBus: hub.bus, ...forwarded(own!), ...(own!.hubQueue && isSameRegion && { delivery: { deadLetterQueue: hub.deadLetterQueue } }),
      });
      const ofStack = this.defaultsOf(here, stacks);
      this.rules.push(...rules.map((rule) => ({
        plan: FORWARDING,
        resource: rule.node.defaultChild as events.CfnRule,
        guarded: true,
        alarms: ofStack === 'shared' ? 'shared' as const : 'perRule' as const,
        hasQueue: !this.plan.queuesOff || ofStack === 'queue' || (own!.hubQueue && isSameRegion),
      })));
    }
    const rule = new ServiceEventRule(stack, 'Findings', { service: AwsService.GUARDDUTY, eventBus: hub.bus, targets: [new eventTargets.SqsQueue(new sqs.Queue(stack, 'Found'))] });
    this.hubRules.push({
      resource: rule.node.defaultChild as events.CfnRule,
      isFed: [central, ...spokes].some(({ plan: { hub: own } }) => own!.services.includes('GUARDDUTY')),
    });
  }

  private defaultsOf(stack: Stack, stacks: BuiltStack[]): StackPlan['defaults'] {
    return stacks.find((one) => one.stack === stack)!.plan.defaults;
  }

  /** A redrive of a queue that no rule has is refused. */
  private usesSharedQueue({ made, targets, scope, delivery: { queue } }: RulePlan, { nested, defaults }: StackPlan): boolean {
    return !nested && !['key', 'queue'].includes(defaults) && !this.plan.queuesOff && scope === 'stack' && LIBRARY.includes(made)
      && queue === 'shared' && targets.some(({ ownQueue }) => !ownQueue);
  }

  private inOrder<T>(items: T[]): T[] {
    return this.options.reversed ? [...items].reverse() : items;
  }
}

const FORWARDING: BuiltRule['plan'] = { made: 'pattern', disabled: 'no' };

function forwarded({ services, apiCallsOf, readOnlyApiCalls }: HubPlan) {
  const calls = apiCallsOf.length > 0 || services.includes('IAM');
  return {
    services: services.map((name) => AwsService[name]),
    ...(apiCallsOf.length > 0 && { apiCallsOf: apiCallsOf.map((name) => AwsService[name]) }),
    ...(readOnlyApiCalls && calls && { readOnlyApiCalls }),
  };
}

class RuleBuilder {
  private readonly stack: Stack;
  private readonly scope: Construct;
  private readonly targets: TargetMaker;
  private given?: Pick<DeliveryOptions, 'deadLetterQueue' | 'deadLetterQueueEnabled'>;
  private readonly isOfLibrary: boolean;

  constructor(
    scope: Construct, private readonly id: string, private readonly plan: RulePlan, private readonly built: BuiltStack,
    private readonly below: BuiltStack[], private readonly app: AppPlan,
  ) {
    this.scope = this.makeScope(scope);
    this.stack = Stack.of(scope);
    this.isOfLibrary = LIBRARY.includes(plan.made);
    this.targets = new TargetMaker(this.scope, id, {
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
    if (plan.disabled === 'override') {
      resource.addPropertyOverride('State', 'DISABLED');
    }
    const { isOfLibrary, built: { plan: { defaults } }, app: { protection } } = this;
    const chosen = isOfLibrary && plan.delivery.alarms !== 'perRule' ? plan.delivery.alarms : undefined;
    const alarms = plan.disabled !== 'no' ? 'none' : isOfLibrary && this.givesDeadLetters ? 'perRule' : chosen ?? (defaults === 'shared' ? 'shared' : 'perRule');
    const usesShared = !isOfLibrary || plan.delivery.queue === 'shared';
    return {
      plan,
      resource,
      guarded: isOfLibrary || (protection !== 'none' && plan.bus === 'default'),
      alarms,
      hasQueue: this.hasQueue,
      hasKey: usesShared && plan.scope === 'withKey' && defaults !== 'queue',
      tells: defaults === 'actions' && (!isOfLibrary || ['defaults', 'okOnly'].includes(plan.delivery.actions)),
      retryAttempts: !isOfLibrary && protection === 'both' ? NEAR_ATTEMPTS : undefined,
      deadLetters: isOfLibrary && this.givesDeadLetters && alarms === 'perRule' ? DEAD_LETTERS : undefined,
    };
  }

  private makeScope(scope: Construct): Construct {
    if (this.plan.scope === 'stack') {
      return scope;
    }
    const own = new Construct(scope, `${this.id}Scope`);
    DeliveryDefaults.of(own).set(this.plan.scope === 'withKey'
      ? { deadLetterEncryptionKey: new kms.Key(own, 'Key') } : { deadLetterQueue: new sqs.Queue(own, 'DeadLetters') });
    return own;
  }

  /** What the rule, its scope, its stack and the app come to, the nearest first. */
  private get hasQueue(): boolean {
    const given = this.isOfLibrary ? this.plan.delivery.queue : 'shared';
    if (given === 'none') {
      return false;
    }
    const isGiven = given !== 'shared' && this.queue().deadLetterQueue !== undefined;
    return isGiven || this.plan.scope === 'withQueue' || this.built.plan.defaults === 'queue' || !this.app.queuesOff;
  }

  private get givesDeadLetters(): boolean {
    return this.plan.delivery.deadLetters && this.plan.delivery.alarms === 'perRule';
  }

  private get isForwarded(): boolean {
    return this.plan.made === 'globalCalls' && this.app.partition !== 'aws-cn' && !Token.isUnresolved(this.stack.region);
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
        : plan.made === 'readCalls' ? new ApiCallRule(scope, id, { service: AwsService.EC2, operations: ['DescribeInstances'], ...options })
          : plan.made === 'dataCalls' ? new ApiCallRule(scope, id, { service: AwsService.S3, operations: ['PutObject'], ...options })
            : plan.made === 'globalCalls' ? this.globalCalls(options)
              : new EventPatternRule(scope, id, { eventPattern: { source: [SOURCES[plan.service]], account: ['111111111111'] }, ...options });
    if (plan.late) {
      targets.forEach((target) => rule.rule.addTarget(target));
    }
    if (rule.archive && plan.delivery.archiveOutput && !plan.condition) {
      new CfnOutput(scope, `${id}Archive`, { value: rule.archive.attrArn });
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
    if (plan.targetsIn === 'unknown') {
      rule.targets = Token.asAny({ 'Fn::Transform': { Name: 'Targets' } }) as never;
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
    const kinds = this.kinds() && { [kind]: this.kinds() };
    switch (this.plan.source) {
      case 'prefix': return { source: isL1 ? [{ prefix: 'aws.' }] : events.Match.prefix('aws.'), ...kinds };
      case 'wildcard': return { source: isL1 ? [{ wildcard: 'aws.*' }] : events.Match.wildcard('aws.*'), ...kinds };
      case 'anythingBut': return { source: isL1 ? [{ 'anything-but': 'my.app' }] : events.Match.anythingBut('my.app'), ...kinds };
      case 'parameter': return { source: this.listParameter('Sources', source), ...kinds };
      case 'or': return isL1 ? { $or: [{ source: [source] }, { source: ['my.app'] }], ...kinds } : { source: ['my.app', source], ...kinds };
      case 'none': return { [kind]: ['EC2 Instance State-change Notification'] };
      default: return { source: [source], ...kinds };
    }
  }

  private kinds(): string[] | undefined {
    return this.plan.kinds === 'many' ? Array.from({ length: KINDS }, (_, at) => `A kind of events of which a service sends many, number ${at}`)
      : this.plan.kinds === 'parameter' ? this.listParameter('Kinds', 'EC2 Instance State-change Notification') : undefined;
  }

  private listParameter(what: string, value: string): string[] {
    const id = `${this.id}${what}`;
    return (this.scope.node.tryFindChild(id) as CfnParameter | undefined ?? new CfnParameter(this.scope, id, { type: 'CommaDelimitedList', default: value })).valueAsList;
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
    const { alarms, archive, captureHandlerFailures, expectEvery, actions } = this.plan.delivery;
    return {
      alarms: this.givesDeadLetters ? DeliveryAlarms.perRule({ deadLetters: { threshold: DEAD_LETTERS } }) : alarms === 'shared' ? DeliveryAlarms.shared() : alarms === 'none' ? DeliveryAlarms.none() : undefined,
      archive: archive ? Duration.days(7) : undefined,
      captureHandlerFailures: (captureHandlerFailures && this.hasQueue) || undefined,
      expectEvery: expectEvery ? Duration.hours(6) : undefined,
      alarmActions: actions === 'defaults' ? undefined : { [actions === 'okOnly' ? 'ok' : 'ticket']: [new cloudwatchActions.SnsAction(this.topicFor(actions === 'below'))] },
      ...this.queue(),
    };
  }

  private topicFor(below: boolean): sns.Topic {
    const others = below ? this.below.filter(({ plan }) => plan.environment === this.built.plan.environment) : [];
    return (others[0] ?? this.built).topic();
  }

  private queue(): Pick<DeliveryOptions, 'deadLetterQueue' | 'deadLetterQueueEnabled'> {
    return this.given ??= this.makeQueue();
  }

  private makeQueue(): Pick<DeliveryOptions, 'deadLetterQueue' | 'deadLetterQueueEnabled'> {
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
        : { deadLetterQueue: sqs.Queue.fromQueueArn(scope, queueId, `arn:${stack.partition}:sqs:${stack.region}:999999999999:dead-letters`) };
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

