import { CompositeAlarm } from './composite-alarm';
import { RULE_METRICS, SUBSCRIBER_METRICS } from './delivery-metrics';
import { once } from './once';
import { PlayedAlarm } from './played-alarm';
import { PlayedBus } from './played-bus';
import { PlayedBuses } from './played-buses';
import { PlayedQueue, playedQueue, queueElsewhere } from './played-queue';
import { PlayedRule, PlayedSubscriber, PlayedTarget, RuleOfSource, RuleOfTemplate, playedTarget } from './played-rule';
import { targetOfSource, targetOfSubscriber } from './target-of-receiver';
import { ValuesInApp } from './values-in-app';
import { CUSTOM_EVENT_BUS_TYPE } from '../../catalog/custom-event-bus-type';
import { EventPatternMatcher } from '../../pattern/matcher/event-pattern-matcher';
import { constructName } from '../../template/construct-name';
import { EventSourceInTemplate, eventSourcesOf } from '../../template/event-source-in-template';
import { BusOfRule, TargetOfRule, keyOf } from '../../template/rule-in-template';
import { StackTemplate } from '../../template/stack-template';
import { SubscriberInTemplate, subscribersOf } from '../../template/subscriber-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { TestedEventSource } from '../tested-event-source';
import { TestedRule, TestedTemplate, parsedPattern } from '../tested-rule';
import { TestedSubscriber } from '../tested-subscriber';

const QUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];
const DEFAULT = 'default';

/** The rules, targets, queues, archives and alarms of templates that belong together, ready to be played. */
export class PlayedApp {
  public readonly rules: PlayedRule[] = [];
  public readonly alarmsByMetric = new Map<string, PlayedAlarm[]>();
  public readonly alarmsByQuery = new Map<string, PlayedAlarm[]>();
  public readonly compositeAlarms: CompositeAlarm[] = [];
  private readonly known: PlayedBuses;
  private readonly queuesOfTemplates = new Map<TemplateResource, PlayedQueue>();
  /** By ARN. A destination on failure that is no queue is here as well. */
  private readonly otherQueues = new Map<string, PlayedQueue>();
  private readonly invokeConfigs = new Map<TemplateResource, TemplateResource[]>();

  /**
   * @throws when EventBridge refuses a pattern
   */
  constructor(
    public readonly templates: Templates, public readonly values: ValuesInApp,
    private readonly refused: (resource: TemplateResource, error: Error) => void = (_, error) => {
      throw error;
    },
    isPlayed: (resource: TemplateResource) => boolean = () => true,
  ) {
    this.known = new PlayedBuses(templates, values, (stack) => this.placeOf(stack));
    for (const config of templates.resourcesOf('AWS::Lambda::EventInvokeConfig')) {
      const lambda = this.functionOf(templates.referred(config.properties.FunctionName, config));
      push(this.invokeConfigs, lambda, config);
    }
    for (const resource of templates.resourcesOf(CUSTOM_EVENT_BUS_TYPE)) {
      this.attempt(resource, () => this.known.add(resource));
    }
    for (const resource of templates.resourcesOf('AWS::Events::Rule').filter(isPlayed)) {
      this.attempt(resource, () => this.addRule(resource));
    }
    for (const source of eventSourcesOf(templates)) {
      this.attempt(source.resource, () => this.addSource(source));
    }
    for (const subscriber of subscribersOf(templates)) {
      this.attempt(subscriber.resource, () => this.addSubscriber(subscriber));
    }
    for (const resource of templates.resourcesOf('AWS::Events::Archive')) {
      this.attempt(resource, () => this.addArchive(resource));
    }
    for (const resource of templates.resourcesOf('AWS::CloudWatch::Alarm').filter(isPlayed)) {
      this.attempt(resource, () => this.addAlarm(resource));
    }
    for (const resource of templates.resourcesOf('AWS::CloudWatch::CompositeAlarm')) {
      this.attempt(resource, () => this.addCompositeAlarm(resource));
    }
  }

  /** By key. */
  public get buses(): ReadonlyMap<string, PlayedBus> {
    return this.known.byKey;
  }

  /** Account and Region of a stack, or what stands for them. */
  public placeOf(stack: StackTemplate): { account: string; region: string; environment: string } {
    const values = this.values.of(stack);
    const [account, region] = [String(values.ref('AWS::AccountId')), String(values.ref('AWS::Region'))];
    return { account, region, environment: `${account} ${region}` };
  }

  /** How AWS Lambda tries again, and where what it gives up goes. */
  public invokeConfigsOf(lambda: TemplateResource | undefined): TemplateResource[] {
    return (lambda && this.invokeConfigs.get(lambda)) ?? [];
  }

  /** The queue that a value names; nothing where it names none. */
  public queueNamed(value: unknown, stack: StackTemplate): PlayedQueue | undefined {
    if (value === undefined || this.values.of(stack).resolve(value) === undefined) {
      return undefined;
    }
    const resource = this.templates.references.resourceOf(value, stack);
    if (resource?.type !== 'AWS::SQS::Queue') {
      const arn = String(this.values.of(stack).resolve(value));
      return once(this.otherQueues, arn, () => ({ ...queueElsewhere(arn), ...resource && { name: constructName(resource), resource } }));
    }
    return once(this.queuesOfTemplates, resource, () =>
      playedQueue(resource, this.values.of(resource.stack), this.placeOf(resource.stack).environment));
  }

  /** All that the templates name, those that no template has last. */
  public get queues(): PlayedQueue[] {
    return [...this.queuesOfTemplates.values(), ...this.otherQueues.values()];
  }

  private attempt(resource: TemplateResource, add: () => void): void {
    try {
      add();
    } catch (error) {
      this.refused(resource, error as Error);
    }
  }

  private addRule(resource: TemplateResource): void {
    const pattern = this.values.of(resource.stack).resolve(resource.properties.EventPattern);
    if (pattern === undefined) {
      return;
    }
    const tested = new TestedRule(resource, this.testedIn(resource), pattern);
    const arn = String(this.values.of(resource.stack).attribute(resource.logicalId, 'Arn'));
    const ruleName = arn.split('/').pop()!;
    const { bus, targets } = tested.inTemplate;
    const rule: RuleOfTemplate = {
      ...this.playedOf(resource, arn, targets),
      kind: 'rule',
      tested,
      busKey: bus.key,
      metrics: RULE_METRICS,
      dimensions: tested.eventBusName === DEFAULT ? { RuleName: ruleName } : { EventBusName: tested.eventBusName, RuleName: ruleName },
    };
    this.watch(rule, this.known.ofRule(rule, bus));
  }

  /** EventBridge makes a rule for it, and chooses the name. */
  private addSource(source: EventSourceInTemplate): void {
    const { resource, stack } = source;
    const tested = TestedEventSource.of(resource, this.testedIn(resource));
    if (!tested) {
      return;
    }
    const { account, region } = this.placeOf(stack);
    const bus: BusOfRule = { kind: 'default', key: `${stack.account} ${stack.region} ${DEFAULT}` };
    const arn = `arn:${String(this.values.of(stack).ref('AWS::Partition'))}:events:${region}:${account}:rule/${resource.logicalId}`;
    const rule: RuleOfSource = {
      ...this.playedOf(resource, arn, [targetOfSource(source, this.templates)]),
      kind: 'event source',
      tested,
      busKey: bus.key,
      metrics: RULE_METRICS,
      dimensions: { RuleName: resource.logicalId },
    };
    this.watch(rule, this.known.ofRule(rule, bus));
  }

  private addSubscriber(subscriber: SubscriberInTemplate): void {
    const { resource, stack } = subscriber;
    const values = this.values.of(stack);
    const arn = String(values.attribute(resource.logicalId, 'SubscriberArn'));
    const { EventBusArn: busArn } = resource.properties;
    const bus = this.known.ofSubscriber(busArn, stack);
    const rule: PlayedSubscriber = {
      ...this.playedOf(resource, arn, [targetOfSubscriber(subscriber, values)]),
      kind: 'subscriber',
      tested: new TestedSubscriber(resource, this.testedIn(resource)),
      busKey: bus.key,
      metrics: SUBSCRIBER_METRICS,
      dimensions: { EventBus: String(values.resolve(busArn)), Subscriber: arn },
    };
    this.watch(rule, bus);
  }

  private testedIn(resource: TemplateResource): TestedTemplate {
    const paths = new Map([[resource.logicalId, constructName(resource)]]);
    return { templates: this.templates, values: this.values.of(resource.stack), paths, maxPatternCharacters: 4096 };
  }

  private playedOf(resource: TemplateResource, arn: string, targets: readonly TargetOfRule[]) {
    const played = targets.map((target) => this.targetOf(target, resource.stack));
    return { name: constructName(resource), arn, ...this.placeOf(resource.stack), targets: played };
  }

  private targetOf(target: TargetOfRule, stack: StackTemplate): PlayedTarget {
    return playedTarget(target, {
      values: this.values.of(stack),
      deadLetterQueue: this.queueNamed(target.deadLetterArn, stack),
      lambda: this.functionOf(target.resource),
      busKey: this.known.keyOfTarget(target, stack),
    });
  }

  private watch(rule: PlayedRule, bus: PlayedBus): void {
    this.rules.push(rule);
    rule.targets.forEach(({ lambda }) => this.readFailureQueues(lambda));
    bus.rules.push(rule);
    bus.index.add(rule.tested.matcher, rule);
  }

  /** The queues to which AWS Lambda sends what a function does not manage are known by name from now on. */
  private readFailureQueues(lambda: TemplateResource | undefined): void {
    this.queueNamed(lambda?.properties.DeadLetterConfig?.TargetArn, lambda?.stack as StackTemplate);
    for (const { properties, stack } of this.invokeConfigsOf(lambda)) {
      this.queueNamed(properties.DestinationConfig?.OnFailure?.Destination, stack);
    }
  }

  private functionOf(resource: TemplateResource | undefined): TemplateResource | undefined {
    return resource && QUALIFIED.includes(resource.type) ? this.templates.referred(resource.properties.FunctionName, resource)
      : resource?.type === 'AWS::Lambda::Function' ? resource : undefined;
  }

  private addArchive(resource: TemplateResource): void {
    const { stack, properties } = resource;
    const values = this.values.of(stack);
    const source = this.templates.references.resourceOf(properties.SourceArn, stack);
    const key = source ? keyOf(source) : this.known.keyOfArn(this.templates.references.textOf(properties.SourceArn, stack), stack);
    const bus = key === undefined ? undefined : this.buses.get(key);
    if (!bus || values.whyNotDeployed(resource) !== undefined) {
      return;
    }
    const pattern = values.resolve(properties.EventPattern);
    bus.archives.push({
      name: constructName(resource),
      resource,
      busKey: bus.key,
      matcher: pattern === undefined ? undefined : this.matcherOf(resource, pattern),
      retentionDays: Number(values.resolve(properties.RetentionDays) ?? 0),
    });
  }

  private matcherOf(resource: TemplateResource, pattern: unknown): EventPatternMatcher {
    try {
      return EventPatternMatcher.of(typeof pattern === 'string' ? parsedPattern(pattern) : pattern as object, { maxPatternCharacters: 4096 });
    } catch (error) {
      throw new Error(`Archive ${constructName(resource)}: ${(error as Error).message}`);
    }
  }

  private addAlarm(resource: TemplateResource): void {
    const { stack } = resource;
    const values = this.values.of(stack);
    if (values.whyNotDeployed(resource) !== undefined) {
      return;
    }
    const alarm = new PlayedAlarm(resource, values, this.placeOf(stack).environment, (action) => this.told(action, stack));
    alarm.keys.forEach((key) => push(this.alarmsByMetric, key, alarm));
    push(this.alarmsByQuery, alarm.query, alarm);
  }

  private addCompositeAlarm(resource: TemplateResource): void {
    const { stack } = resource;
    const values = this.values.of(stack);
    if (values.whyNotDeployed(resource) === undefined) {
      this.compositeAlarms.push(new CompositeAlarm(resource, values, (action) => this.told(action, stack)));
    }
  }

  private told(action: unknown, stack: StackTemplate): string {
    const told = this.templates.references.resourceOf(action, stack);
    return told ? constructName(told) : String(this.values.of(stack).resolve(action));
  }
}

function push<K, V>(map: Map<K, V[]>, key: K | undefined, value: V): void {
  if (key !== undefined) {
    const list = map.get(key);
    if (list) {
      list.push(value);
    } else {
      map.set(key, [value]);
    }
  }
}
