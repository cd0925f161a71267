import { compilePattern, parsePattern } from './pattern-of-receiver';
import { isReadOnlyManagementEvent } from './read-only-events';
import { TestedReceiver } from './tested-receiver';
import { TestedTemplate } from './tested-rule';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { TemplateResource } from '../template/template-resource';

/** What EventBridge adds to the pattern of an event source, and refuses in it. */
const ADDED = ['source', 'account', 'region'];

/**
 * An event source of a Custom Event Bus, ready to be asked what it brings. EventBridge makes a rule for it on the default event
 * bus, with the bus as its target.
 */
export class TestedEventSource implements Omit<TestedReceiver, 'deliver'> {
  /**
   * The event source; nothing where it brings events of a partner, which are none of AWS services.
   *
   * @throws when EventBridge refuses the pattern
   */
  public static of(resource: TemplateResource, tested: TestedTemplate): TestedEventSource | undefined {
    const { AwsService: source, Pattern: pattern } = tested.values.resolve(resource.properties.Configuration)?.AwsServiceEventsConfiguration ?? {};
    return source === undefined ? undefined : new TestedEventSource(resource, tested, String(source), pattern);
  }

  public readonly matcher: EventPatternMatcher;
  public readonly logicalId: string;
  public readonly eventBusName = 'default';
  public readonly eventPattern: Record<string, any>;
  public readonly constructPath?: string;
  public readonly silent?: string;
  public readonly bus?: TemplateResource;
  private readonly properties: Record<string, any>;

  private constructor(public readonly resource: TemplateResource, { values, templates, paths }: TestedTemplate, source: string, pattern: unknown) {
    this.logicalId = resource.logicalId;
    this.constructPath = paths.get(resource.logicalId);
    this.properties = values.resolve(resource.properties);
    this.bus = templates.referred(resource.properties.EventBusArn, resource);
    const notDeployed = values.whyNotDeployed(resource);
    this.silent = notDeployed === undefined ? undefined : `not deployed: ${notDeployed}`;
    const given = pattern === undefined ? {} : parsePattern(`Event source ${this.name}`, 'pattern', pattern);
    const refused = ADDED.filter((key) => key in given).join(', ');
    if (refused) {
      throw new Error(`Event source ${this.name}: EventBridge adds ${refused} to the pattern itself, and refuses one that has it.`);
    }
    this.eventPattern = { ...given, source: [source] };
    this.matcher = compilePattern(`Event source ${this.name}`, this.eventPattern);
  }

  public get name(): string {
    return this.constructPath ?? this.logicalId;
  }

  public get names(): string[] {
    return [this.logicalId, this.constructPath ?? '', String(this.properties.Name ?? '')].filter((text) => text !== '');
  }

  /** The rule of an event source is in the usual state. */
  public whyNot(sample: Record<string, any>): string | undefined {
    return this.silent ?? (isReadOnlyManagementEvent(sample) ? `brings no read-only call, and '${sample.detail?.eventName}' is one` : undefined);
  }

  /** Whether it brings an event to a bus. */
  public brings(sample: Record<string, any>, bus: TemplateResource): boolean {
    return this.bus === bus && this.whyNot(sample) === undefined && this.matcher.mismatches(sample).length === 0;
  }
}
