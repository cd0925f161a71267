import { CompositeAlarm } from './composite-alarm';
import { once } from './once';
import { PlayedAlarm } from './played-alarm';
import { PlayedArchive } from './played-archive';
import { PlayedQueue, playedQueue, queueElsewhere } from './played-queue';
import { PlayedRule, playedTarget } from './played-rule';
import { ValuesInApp } from './values-in-app';
import { EventPatternMatcher } from '../../pattern/matcher/event-pattern-matcher';
import { PatternIndex } from '../../pattern/matcher/pattern-index';
import { constructName } from '../../template/construct-name';
import { TargetOfRule, keyOf } from '../../template/rule-in-template';
import { StackTemplate } from '../../template/stack-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { TestedRule } from '../tested-rule';

const BUS_ARN = /^arn:[^:]*:events:([^:]*):([^:]*):event-bus\/(.+)$/;
const QUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];
const DEFAULT = 'default';

/** An event bus, with the rules that watch it. */
export interface PlayedBus {
  readonly key: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly isDefault: boolean;
  /** What the templates say of where it is; a template can leave both open. */
  readonly stack: StackTemplate;
  readonly rules: PlayedRule[];
  readonly index: PatternIndex<PlayedRule>;
  readonly archives: PlayedArchive[];
}

/** The rules, targets, queues, archives and alarms of templates that belong together, ready to be played. */
export class PlayedApp {
  public readonly rules: PlayedRule[] = [];
  public readonly buses = new Map<string, PlayedBus>();
  public readonly alarmsByMetric = new Map<string, PlayedAlarm[]>();
  public readonly alarmsByQuery = new Map<string, PlayedAlarm[]>();
  public readonly compositeAlarms: CompositeAlarm[] = [];
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
  ) {
    for (const config of templates.resourcesOf('AWS::Lambda::EventInvokeConfig')) {
      const lambda = this.functionOf(templates.referred(config.properties.FunctionName, config));
      push(this.invokeConfigs, lambda, config);
    }
    for (const resource of templates.resourcesOf('AWS::Events::Rule')) {
      this.attempt(resource, () => this.addRule(resource));
    }
    for (const resource of templates.resourcesOf('AWS::Events::Archive')) {
      this.attempt(resource, () => this.addArchive(resource));
    }
    for (const resource of templates.resourcesOf('AWS::CloudWatch::Alarm')) {
      this.attempt(resource, () => this.addAlarm(resource));
    }
    for (const resource of templates.resourcesOf('AWS::CloudWatch::CompositeAlarm')) {
      this.attempt(resource, () => this.addCompositeAlarm(resource));
    }
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
    if (value === undefined) {
      return undefined;
    }
    const resource = this.templates.references.resourceOf(value, stack);
    if (resource?.type !== 'AWS::SQS::Queue') {
      const arn = String(this.values.of(stack).resolve(value));
      return once(this.otherQueues, arn, () => ({ ...queueElsewhere(arn), ...resource && { name: constructName(resource.path), resource } }));
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
    const { stack } = resource;
    const values = this.values.of(stack);
    const pattern = values.resolve(resource.properties.EventPattern);
    if (pattern === undefined) {
      return;
    }
    const name = constructName(resource.path);
    const paths = new Map([[resource.logicalId, name]]);
    const tested = new TestedRule(resource, { templates: this.templates, values, paths, maxPatternCharacters: 4096 }, pattern);
    const { inTemplate } = tested;
    const arn = String(values.attribute(resource.logicalId, 'Arn'));
    const ruleName = arn.split('/').pop()!;
    const place = this.placeOf(stack);
    const rule: PlayedRule = {
      name,
      tested,
      arn,
      ...place,
      busKey: inTemplate.bus.key,
      dimensions: tested.eventBusName === DEFAULT ? { RuleName: ruleName } : { EventBusName: tested.eventBusName, RuleName: ruleName },
      targets: inTemplate.targets.map((target) => playedTarget(target, {
        values,
        deadLetterQueue: this.queueNamed(target.deadLetterArn, stack),
        lambda: this.functionOf(target.resource),
        busKey: this.busKeyOf(target, stack),
      })),
    };
    this.rules.push(rule);
    rule.targets.forEach(({ lambda }) => this.readFailureQueues(lambda));
    const bus = this.busOf(rule);
    bus.rules.push(rule);
    bus.index.add(tested.matcher, rule);
  }

  /** The queues to which AWS Lambda sends what a function does not manage are known by name from now on. */
  private readFailureQueues(lambda: TemplateResource | undefined): void {
    this.queueNamed(lambda?.properties.DeadLetterConfig?.TargetArn, lambda?.stack as StackTemplate);
    for (const { properties, stack } of this.invokeConfigsOf(lambda)) {
      this.queueNamed(properties.DestinationConfig?.OnFailure?.Destination, stack);
    }
  }

  private busOf({ busKey: key, tested, account, region }: PlayedRule): PlayedBus {
    let bus = this.buses.get(key);
    if (!bus) {
      const { kind, resource } = tested.inTemplate.bus;
      const place = resource ? this.placeOf(resource.stack) : { account, region };
      bus = {
        key,
        account: place.account,
        region: place.region,
        isDefault: kind === 'default',
        name: resource ? constructName(resource.path) : tested.eventBusName,
        stack: resource?.stack ?? tested.resource.stack,
        rules: [],
        index: new PatternIndex(),
        archives: [],
      };
      this.buses.set(key, bus);
    }
    return bus;
  }

  /** The bus that a target is, as the rules that watch it know it. */
  private busKeyOf({ resource, arnText }: TargetOfRule, stack: StackTemplate): string | undefined {
    if (resource) {
      return resource.type === 'AWS::Events::EventBus' ? keyOf(resource) : undefined;
    }
    return this.busKeyOfArn(arnText, stack);
  }

  private busKeyOfArn(arn: string | undefined, stack: StackTemplate): string | undefined {
    const [, region, account, name] = BUS_ARN.exec(arn ?? '') ?? [];
    const known = (value: string, own: string | undefined) => (value.startsWith('${') ? own : value);
    return name && `${known(account, stack.account)} ${known(region, stack.region)} ${name}`;
  }

  private functionOf(resource: TemplateResource | undefined): TemplateResource | undefined {
    return resource && QUALIFIED.includes(resource.type) ? this.templates.referred(resource.properties.FunctionName, resource)
      : resource?.type === 'AWS::Lambda::Function' ? resource : undefined;
  }

  private addArchive(resource: TemplateResource): void {
    const { stack, properties } = resource;
    const values = this.values.of(stack);
    const source = this.templates.references.resourceOf(properties.SourceArn, stack);
    const key = source ? keyOf(source) : this.busKeyOfArn(this.templates.references.textOf(properties.SourceArn, stack), stack);
    const bus = key === undefined ? undefined : this.buses.get(key);
    if (!bus || values.whyNotDeployed(resource) !== undefined) {
      return;
    }
    const pattern = values.resolve(properties.EventPattern);
    bus.archives.push({
      name: constructName(resource.path),
      resource,
      busKey: bus.key,
      matcher: pattern === undefined ? undefined : EventPatternMatcher.of(typeof pattern === 'string' ? JSON.parse(pattern) : pattern, { maxPatternCharacters: 4096 }),
      retentionDays: Number(values.resolve(properties.RetentionDays) ?? 0),
    });
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
    return told ? constructName(told.path) : String(this.values.of(stack).resolve(action));
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
