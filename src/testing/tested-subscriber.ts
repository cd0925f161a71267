import { MatchingRule } from './matching-rule';
import { TestedEventSource } from './tested-event-source';
import { TestedReceiver } from './tested-receiver';
import { TestedTemplate } from './tested-rule';
import { wildcardIn } from '../pattern/algebra/wildcard-in';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { DEFAULT_RETRY, isFedByOthers } from '../template/subscriber-in-template';
import { TemplateResource } from '../template/template-resource';

/**
 * A subscriber of a Custom Event Bus, ready to be asked about events of AWS services: they reach it by way of an event source,
 * where the bus is in the template, too.
 */
export class TestedSubscriber implements TestedReceiver {
  public readonly matcher: EventPatternMatcher;
  public readonly logicalId: string;
  public readonly eventBusName: string;
  public readonly eventPattern: Record<string, any>;
  public readonly constructPath?: string;
  private readonly properties: Record<string, any>;
  private readonly bus?: TemplateResource;

  /**
   * @throws when EventBridge refuses the filters
   */
  constructor(private readonly resource: TemplateResource, private readonly tested: TestedTemplate, private readonly sources: TestedEventSource[]) {
    const { values, paths, templates } = tested;
    this.logicalId = resource.logicalId;
    this.constructPath = paths.get(resource.logicalId);
    this.properties = values.resolve(resource.properties);
    this.bus = templates.referred(resource.properties.EventBusArn, resource);
    this.eventBusName = this.bus?.properties.Name ?? String(this.properties.EventBusArn).split('/')[1] ?? '';
    this.eventPattern = this.patternOf(this.properties.FilterConfiguration?.Filters ?? []);
    this.matcher = EventPatternMatcher.of(this.eventPattern, { maxPatternCharacters: Number.MAX_SAFE_INTEGER });
  }

  public get name(): string {
    return this.constructPath ?? this.logicalId;
  }

  public get names(): string[] {
    return [this.logicalId, this.constructPath ?? '', String(this.properties.Name ?? '')].filter((text) => text !== '');
  }

  public whyNot(sample: Record<string, any>): string | undefined {
    const notDeployed = this.tested.values.whyNotDeployed(this.resource);
    if (notDeployed !== undefined) {
      return `not deployed: ${notDeployed}`;
    }
    if (this.properties.State === 'STOPPED') {
      return 'is stopped, and delivers when it runs again';
    }
    const { bus } = this;
    const brought = bus === undefined || this.sources.some((source) => source.brings(sample, bus)) || isFedByOthers(bus, this.tested.templates);
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

  /** A rule's pattern that matches the same events of AWS services. */
  private patternOf(filters: { Scope: string; Pattern: string }[]): Record<string, any> {
    const ofScope = (scope: string) => filters.filter(({ Scope }) => Scope === scope).map(({ Pattern }) => this.parse(Pattern))[0] ?? {};
    const { 'aws:Source': source, 'aws:DetailType': detailType, 'aws:DeliveryType': deliveryType } = ofScope('SYSTEM_METADATA');
    const data = ofScope('DATA');
    const wildcard = wildcardIn(data) ?? wildcardIn(ofScope('SYSTEM_METADATA'));
    if (wildcard !== undefined) {
      throw new Error(`Subscriber ${this.name}: EventBridge refuses the wildcard in ${wildcard}.`);
    }
    const pattern = {
      ...data,
      ...(source && { source }),
      ...(detailType && { 'detail-type': detailType }),
      ...(deliveryType?.length === 1 && { 'replay-name': [{ exists: deliveryType[0] === 'REPLAY' }] }),
    };
    return Object.keys(pattern).length > 0 ? pattern : { source: [{ exists: true }] };
  }

  private parse(pattern: unknown): Record<string, any> {
    try {
      return JSON.parse(String(pattern));
    } catch (error) {
      throw new Error(`Subscriber ${this.name}: its filter is no JSON: ${(error as Error).message}`);
    }
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

function systemMetadataOf(sample: Record<string, any>): Record<string, string> {
  return {
    'ContentType': 'application/eventbridge+json',
    'aws:EventId': sample.id,
    'aws:Source': sample.source,
    'aws:DetailType': sample['detail-type'],
    'aws:DeliveryType': sample['replay-name'] === undefined ? 'LIVE' : 'REPLAY',
  };
}
