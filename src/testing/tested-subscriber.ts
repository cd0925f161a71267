import { MatchingRule } from './matching-rule';
import { compilePattern, parsePattern } from './pattern-of-receiver';
import { TestedEventSource } from './tested-event-source';
import { TestedReceiver } from './tested-receiver';
import { TestedTemplate } from './tested-rule';
import { asList } from '../catalog/as-list';
import { wildcardIn } from '../pattern/algebra/wildcard-in';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { DEFAULT_RETRY, isFedByOthers } from '../template/subscriber-in-template';
import { TemplateResource } from '../template/template-resource';

/** The parts of the system metadata that an event of an AWS service has as well. */
const IN_EVENT: Record<string, string> = { 'aws:Source': 'source', 'aws:DetailType': 'detail-type' };
/** The matcher takes events alone, which have these. */
const ENVELOPE = { 'source': 'metadata', 'detail-type': 'metadata' };
/** What only the bus knows: an event is taken to have what the filter wants there. */
const OF_BUS = ['aws:IngestionTime', 'aws:SequenceNumber'];

/** A subscriber of a Custom Event Bus, ready to be asked about events of AWS services. */
export class TestedSubscriber implements TestedReceiver {
  public readonly matcher: EventPatternMatcher;
  public readonly logicalId: string;
  public readonly eventBusName: string;
  public readonly eventPattern: Record<string, any>;
  public readonly constructPath?: string;
  public readonly silent?: string;
  private readonly properties: Record<string, any>;
  private readonly bus?: TemplateResource;
  private readonly systemMetadata?: EventPatternMatcher;
  private readonly metadata: string[];

  /**
   * @param sources those that can bring events to the bus, where it is in the template; nothing where an event is there already
   * @throws when EventBridge refuses the filters
   */
  constructor(public readonly resource: TemplateResource, private readonly tested: TestedTemplate, private readonly sources?: TestedEventSource[]) {
    const { values, paths, templates } = tested;
    this.logicalId = resource.logicalId;
    this.constructPath = paths.get(resource.logicalId);
    this.properties = values.resolve(resource.properties);
    this.bus = templates.referred(resource.properties.EventBusArn, resource);
    this.eventBusName = String(this.properties.EventBusArn).split('/')[1] ?? '';
    const notDeployed = values.whyNotDeployed(resource);
    this.silent = notDeployed !== undefined ? `not deployed: ${notDeployed}`
      : this.properties.State === 'STOPPED' ? 'is stopped, and delivers when it runs again' : undefined;
    const ofScope = this.readFilters();
    this.eventPattern = patternOf(ofScope);
    this.matcher = compilePattern(`Subscriber ${this.name}`, this.eventPattern);
    const rest = Object.entries(ofScope.SYSTEM_METADATA)
      .filter(([field]) => !OF_BUS.includes(field) && !(field in IN_EVENT && !(IN_EVENT[field] in ofScope.DATA)));
    this.systemMetadata = rest.length > 0 ? compilePattern(`Subscriber ${this.name}`, Object.fromEntries(rest)) : undefined;
    this.metadata = Object.keys(ofScope.METADATA);
  }

  public get name(): string {
    return this.constructPath ?? this.logicalId;
  }

  public get names(): string[] {
    return [this.logicalId, this.constructPath ?? '', String(this.properties.Name ?? '')].filter((text) => text !== '');
  }

  /** Whether what a target gets is the event itself, which an event bus takes for an event of the service. */
  public get sendsEventItself(): boolean {
    return (this.properties.Transformer?.Type ?? 'RAW') === 'RAW';
  }

  public whyNot(sample: Record<string, any>): string | undefined {
    if (this.silent !== undefined) {
      return this.silent;
    }
    if (this.metadata.length > 0) {
      return `takes events with the metadata ${this.metadata.join(', ')}, and those of AWS services have none`;
    }
    const [wrong] = this.systemMetadata?.mismatches({ ...ENVELOPE, ...systemMetadataOf(sample) }) ?? [];
    if (wrong) {
      return `wants ${wrong.wanted} in ${wrong.path} of the system metadata, and finds ${wrong.found}`;
    }
    const { bus, sources } = this;
    const brought = bus === undefined || sources === undefined || sources.some((source) => source.brings(sample, bus))
      || isFedByOthers(bus, this.tested.templates);
    return brought ? undefined : `no event source brings it to bus ${this.eventBusName}`;
  }

  public deliver(sample: Record<string, any>): MatchingRule {
    const { logicalId, constructPath, eventBusName, eventPattern } = this;
    const { InvokeConfiguration: invoke = {}, OnFailureConfiguration: queue, RetryPolicy: retry } = this.properties;
    const target = this.tested.templates.referred(this.resource.properties.InvokeConfiguration?.TargetArn, this.resource);
    return {
      logicalId,
      ...(constructPath && { constructPath }),
      eventBusName,
      eventPattern,
      targets: [{
        id: 'Target',
        arn: invoke.TargetArn,
        ...(target && { logicalId: target.logicalId, resourceType: target.type }),
        input: this.inputOf(sample),
        ...(queue?.Arn !== undefined && { deadLetterQueueArn: queue.Arn }),
        retryAttempts: Number(retry?.MaxRetryAttempts ?? DEFAULT_RETRY.attempts),
        maxEventAgeSeconds: Number(retry?.MaxEventAgeInSeconds ?? DEFAULT_RETRY.ageSeconds),
        properties: invoke,
      }],
    };
  }

  private readFilters(): FiltersByScope {
    const filters: { Scope: string; Pattern: unknown }[] = asList(this.properties.FilterConfiguration?.Filters ?? []);
    const ofScope = (scope: string) => filters.filter(({ Scope }) => Scope === scope).map(({ Pattern }) => parsePattern(`Subscriber ${this.name}`, 'filter', Pattern))[0] ?? {};
    const read = { DATA: ofScope('DATA'), METADATA: ofScope('METADATA'), SYSTEM_METADATA: ofScope('SYSTEM_METADATA') };
    const wildcard = Object.values(read).map((pattern) => wildcardIn(pattern)).find((path) => path !== undefined);
    if (wildcard !== undefined) {
      throw new Error(`Subscriber ${this.name}: EventBridge refuses the wildcard in ${wildcard}.`);
    }
    return read;
  }

  /** An expression is given as it stands: it is evaluated by EventBridge alone. */
  private inputOf(sample: Record<string, any>): string {
    const { Type: type, JsonataConfiguration: jsonata } = this.properties.Transformer ?? {};
    const request = this.properties.InvokeConfiguration?.UniversalTargetParameters?.Input;
    if (request !== undefined || type === 'JSONATA') {
      return String(request ?? jsonata?.Expression);
    }
    return JSON.stringify(type === 'WITH_METADATA' ? { Data: sample, Metadata: {}, SystemMetadata: systemMetadataOf(sample) } : sample);
  }
}

interface FiltersByScope {
  readonly DATA: Record<string, any>;
  readonly METADATA: Record<string, any>;
  readonly SYSTEM_METADATA: Record<string, any>;
}

/** A rule's pattern that matches the same events of AWS services. */
function patternOf({ DATA: data, SYSTEM_METADATA: system }: FiltersByScope): Record<string, any> {
  const ofSystem = Object.entries(IN_EVENT).flatMap(([field, inEvent]) => (field in system ? [[inEvent, system[field]]] : []));
  const pattern = { ...Object.fromEntries(ofSystem), ...data };
  return Object.keys(pattern).length > 0 ? pattern : { source: [{ exists: true }] };
}

function systemMetadataOf(sample: Record<string, any>): Record<string, string> {
  return {
    'ContentType': 'application/eventbridge+json',
    'aws:EventId': sample.id,
    'aws:Source': sample.source,
    'aws:DetailType': sample['detail-type'],
    'aws:DeliveryType': sample['replay-name'] === undefined ? 'LIVE' : 'REPLAY',
  };
}
