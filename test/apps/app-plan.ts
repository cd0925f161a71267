import * as fc from 'fast-check';

/** Where a stack is deployed. `ANYWHERE` leaves account and Region to the deployment. */
export const ENVIRONMENTS = {
  HERE: { account: '111111111111', region: 'eu-west-1' },
  OTHER_ACCOUNT: { account: '222222222222', region: 'eu-west-1' },
  OTHER_REGION: { account: '111111111111', region: 'us-east-1' },
  ANYWHERE: undefined,
} as const;

export type EnvironmentName = keyof typeof ENVIRONMENTS;

/** The Regions that stand for those above in each partition. */
const REGIONS = {
  'aws': { 'eu-west-1': 'eu-west-1', 'us-east-1': 'us-east-1' },
  'aws-cn': { 'eu-west-1': 'cn-northwest-1', 'us-east-1': 'cn-north-1' },
  'aws-us-gov': { 'eu-west-1': 'us-gov-east-1', 'us-east-1': 'us-gov-west-1' },
} as const;

export type PartitionName = keyof typeof REGIONS;

/** Where a stack is deployed in a partition. */
export function environmentIn(partition: PartitionName, name: EnvironmentName): { account: string; region: string } | undefined {
  const environment = ENVIRONMENTS[name];
  return environment && { ...environment, region: REGIONS[partition][environment.region] };
}

/** A target of a rule. */
export interface TargetPlan {
  readonly kind: 'queue' | 'topic' | 'function' | 'stream' | 'logGroup' | 'stateMachine';
  /** In the stack of the rule, in one that it may depend on, or in no stack of the app. */
  readonly home: 'own' | 'below' | 'imported' | 'importedElsewhere';
  /** It brings a dead-letter queue of its own. */
  readonly ownQueue: boolean;
  /** It brings a retry policy of its own. */
  readonly ownRetry: boolean;
}

/** How a rule is delivered. */
export interface DeliveryPlan {
  readonly alarms: 'perRule' | 'shared' | 'none';
  readonly queue: 'shared' | 'given' | 'givenBelow' | 'givenWithKey' | 'givenWithL1Key' | 'imported' | 'importedElsewhere' | 'none';
  readonly archive: boolean;
  /** The archive's ARN is an output of the stack. */
  readonly archiveOutput: boolean;
  readonly captureHandlerFailures: boolean;
  readonly expectEvery: boolean;
  /** Whom the alarms tell: a topic of the rule's stack, of one that it may depend on, those of the defaults, or those and one more when all is well. */
  readonly actions: 'defaults' | 'own' | 'below' | 'okOnly';
  /** The threshold of the alarm on messages in the queue, where the rule gives one. */
  readonly deadLetters: boolean;
}

/** A rule, by hand or of the library. */
export interface RulePlan {
  readonly made: 'service' | 'calls' | 'readCalls' | 'dataCalls' | 'globalCalls' | 'pattern' | 'plain' | 'l1';
  /** What the pattern of a rule by hand says of the source. */
  readonly source: 'literal' | 'prefix' | 'wildcard' | 'anythingBut' | 'parameter' | 'or' | 'none';
  /** The pattern says which kinds of events: a list that is a parameter, or so many that descriptions grow long. */
  readonly kinds: 'any' | 'parameter' | 'many';
  readonly service: 'BATCH' | 'ECS' | 'GUARDDUTY' | 'EC2';
  readonly bus: 'default' | 'custom' | 'customByArn';
  readonly condition: boolean;
  readonly disabled: 'no' | 'option' | 'l1' | 'override';
  readonly targets: TargetPlan[];
  /** Targets of a library rule are added to the rule of the CDK; those of a rule by hand by an override. */
  readonly late: boolean;
  /** What stands around the targets of an L1 rule. */
  readonly targetsIn: 'list' | 'ifAroundList' | 'ifInList' | 'unknown';
  /** The rule stands in a construct with delivery defaults of its own. */
  readonly scope: 'stack' | 'withKey' | 'withQueue';
  readonly delivery: DeliveryPlan;
}

/** What forwards events of a stack's account and Region, or receives those of others. */
export interface HubPlan {
  readonly services: ('GUARDDUTY' | 'EC2' | 'EBS' | 'IAM')[];
  readonly apiCallsOf: ('EC2' | 'IAM' | 'KMS')[];
  readonly readOnlyApiCalls: boolean;
  /** A spoke sends what it cannot forward to the hub's queue, where that is in its Region. */
  readonly hubQueue: boolean;
}

export interface StackPlan {
  readonly environment: EnvironmentName;
  /** The rules stand in a nested stack. */
  readonly nested: boolean;
  readonly rules: RulePlan[];
  /** Delivery defaults of the stack. */
  readonly defaults: 'none' | 'actions' | 'key' | 'shared' | 'queue';
  readonly extra: 'none' | 'dashboard' | 'dashboardApart' | 'redrive' | 'trail' | 'trailInBucket' | 'logGroups' | 'lateRule' | 'archivedOr' | 'customBus' | 'sourceHub';
  /** In the first such stack of a stage it is a hub, in those of other places a spoke. */
  readonly hub: HubPlan | undefined;
}

export interface StagePlan {
  /** The app itself, a stage, or a stage that a pipeline synthesizes as soon as it is made. */
  readonly kind: 'app' | 'stage' | 'pipeline';
  readonly stacks: StackPlan[];
}

/** What an app is made of; independent of the order in which it is made. */
export interface AppPlan {
  readonly stages: StagePlan[];
  /** Also where another one is applied nearer to the rules, with options of its own. */
  readonly protection: 'none' | 'app' | 'stack' | 'both';
  /** Whether the app switches dead-letter queues off; what is nearer switches them on again. */
  readonly queuesOff: boolean;
  readonly partition: PartitionName;
  /** Whether the CDK visits what aspects make. */
  readonly stabilized: boolean;
}

const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> => fc.oneof(
  { weight: 3 * others.length, arbitrary: fc.constant(usual) }, ...others.map((other) => ({ weight: 2, arbitrary: fc.constant(other) })),
);
const seldom = fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const target: fc.Arbitrary<TargetPlan> = fc.record({
  kind: fc.constantFrom('queue', 'topic', 'function', 'stream', 'logGroup', 'stateMachine'),
  home: often<TargetPlan['home']>('own', 'below', 'imported', 'importedElsewhere'),
  ownQueue: seldom,
  ownRetry: seldom,
});

const delivery: fc.Arbitrary<DeliveryPlan> = fc.record({
  alarms: often<DeliveryPlan['alarms']>('perRule', 'shared', 'none'),
  queue: often<DeliveryPlan['queue']>('shared', 'given', 'givenBelow', 'givenWithKey', 'givenWithL1Key', 'imported', 'importedElsewhere', 'none'),
  archive: seldom,
  archiveOutput: fc.boolean(),
  captureHandlerFailures: seldom,
  expectEvery: seldom,
  actions: often<DeliveryPlan['actions']>('defaults', 'own', 'below', 'okOnly'),
  deadLetters: seldom,
});

const rule: fc.Arbitrary<RulePlan> = fc.record({
  made: fc.constantFrom('service', 'calls', 'readCalls', 'dataCalls', 'globalCalls', 'pattern', 'plain', 'l1'),
  source: often<RulePlan['source']>('literal', 'prefix', 'wildcard', 'anythingBut', 'parameter', 'or', 'none'),
  kinds: often<RulePlan['kinds']>('any', 'parameter', 'many'),
  service: fc.constantFrom('BATCH', 'ECS', 'GUARDDUTY', 'EC2'),
  bus: often<RulePlan['bus']>('default', 'custom', 'customByArn'),
  condition: seldom,
  disabled: often<RulePlan['disabled']>('no', 'option', 'l1', 'override'),
  targets: fc.array(target, { maxLength: 3 }),
  late: seldom,
  targetsIn: often<RulePlan['targetsIn']>('list', 'ifAroundList', 'ifInList', 'unknown'),
  scope: often<RulePlan['scope']>('stack', 'withKey', 'withQueue'),
  delivery,
});

const hub: fc.Arbitrary<HubPlan> = fc.record({
  services: fc.uniqueArray(fc.constantFrom<HubPlan['services'][number]>('GUARDDUTY', 'EC2', 'EBS', 'IAM'), { minLength: 1, maxLength: 3 }),
  apiCallsOf: fc.uniqueArray(fc.constantFrom<HubPlan['apiCallsOf'][number]>('EC2', 'IAM', 'KMS'), { maxLength: 2 }),
  readOnlyApiCalls: fc.boolean(),
  hubQueue: fc.boolean(),
});

const stack: fc.Arbitrary<StackPlan> = fc.record({
  environment: fc.oneof(
    { weight: 4, arbitrary: fc.constant<EnvironmentName>('HERE') },
    { weight: 3, arbitrary: fc.constantFrom<EnvironmentName>('OTHER_ACCOUNT', 'OTHER_REGION', 'ANYWHERE') },
  ),
  nested: seldom,
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
  defaults: often<StackPlan['defaults']>('none', 'actions', 'key', 'shared', 'queue'),
  extra: often<StackPlan['extra']>('none', 'dashboard', 'dashboardApart', 'redrive', 'trail', 'trailInBucket', 'logGroups', 'lateRule', 'archivedOr', 'customBus', 'sourceHub'),
  hub: fc.option(hub, { freq: 3, nil: undefined }),
});

const stage: fc.Arbitrary<StagePlan> = fc.record({
  kind: fc.constantFrom('app', 'stage', 'pipeline'),
  stacks: fc.array(stack, { minLength: 1, maxLength: 3 }),
});

/** Any app: its stages, stacks and rules. */
export const appPlan: fc.Arbitrary<AppPlan> = fc.record({
  stages: fc.array(stage, { minLength: 1, maxLength: 2 }),
  protection: fc.constantFrom('none', 'app', 'stack', 'both'),
  queuesOff: seldom,
  partition: often<PartitionName>('aws', 'aws-cn', 'aws-us-gov'),
  stabilized: often(true, false),
});
