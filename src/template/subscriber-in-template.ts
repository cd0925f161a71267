import { jsonPatternOf } from './json-pattern';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';
import { Templates } from './templates';
import { asList } from '../catalog/as-list';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { isOnServiceEvents } from '../pattern/algebra/service-sources';

const TYPE = 'AWS::EventsV2::Subscriber';
const PLACE = 'Properties.FilterConfiguration';
/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html */
export const DEFAULT_RETRY = { attempts: 5, ageSeconds: 300 };

/** One of the filters of a subscriber. */
export interface FilterInTemplate {
  readonly location: string;
  readonly scope: string;
  /** Nothing where it is known at deployment only. */
  readonly pattern?: Record<string, any>;
}

/** A subscriber of a Custom Event Bus, as it stands in a template. */
export class SubscriberInTemplate {
  public readonly stack: StackTemplate;
  public readonly filters: FilterInTemplate[];
  /**
   * What it matches, as a rule would say it; nothing where it matches by other means than the events of AWS services have, or that
   * is known at deployment only.
   */
  public readonly pattern?: ServicePattern;
  /** The bus, where a template has it. */
  public readonly bus?: TemplateResource;
  public readonly targetArn: any;
  /** The ARN as text, as far as it is known. */
  public readonly targetText?: string;
  /** The resource, where a template has it. */
  public readonly target?: TemplateResource;
  /** The role, where a template has it. */
  public readonly role?: TemplateResource;
  public readonly onFailureArn?: any;
  /** The queue, where a template has it. */
  public readonly onFailureQueue?: TemplateResource;
  /** Nothing where it is known at deployment only. */
  public readonly retryAttempts?: number;
  public readonly maxEventAgeSeconds?: number;
  public readonly maxBatchSize?: number;

  constructor(public readonly resource: TemplateResource, { references }: Templates) {
    const { stack, properties } = resource;
    const { TargetArn, RoleArn } = properties.InvokeConfiguration ?? {};
    this.stack = stack;
    this.filters = filtersIn(properties.FilterConfiguration?.Filters, (pattern) => jsonPatternOf(pattern, references, stack));
    this.pattern = this.filters.every(({ pattern }) => pattern !== undefined) ? patternOf(this.filters) : undefined;
    this.bus = references.resourceOf(properties.EventBusArn, stack);
    this.targetArn = TargetArn;
    this.targetText = references.textOf(TargetArn, stack);
    this.target = references.resourceOf(TargetArn, stack);
    this.role = references.resourceOf(RoleArn, stack);
    this.onFailureArn = properties.OnFailureConfiguration?.Arn;
    this.onFailureQueue = this.onFailureArn && references.resourceOf(this.onFailureArn, stack);
    const numberOr = (value: any, usual: number) => (value === undefined ? usual : numberIn(references.valueOf(value, stack)));
    this.retryAttempts = numberOr(properties.RetryPolicy?.MaxRetryAttempts, DEFAULT_RETRY.attempts);
    this.maxEventAgeSeconds = numberOr(properties.RetryPolicy?.MaxEventAgeInSeconds, DEFAULT_RETRY.ageSeconds);
    this.maxBatchSize = numberIn(references.valueOf(properties.BatchConfiguration?.MaxBatchSize, stack));
  }

  public get delivers(): boolean {
    return this.resource.properties.State !== 'STOPPED';
  }

  public get fifo(): boolean {
    return this.resource.properties.Type === 'FIFO';
  }

  /** Where a field of what it matches stands. */
  public placeOf(field: string): string {
    const scope = /^(source|detail-type)\b/.test(field) ? 'SYSTEM_METADATA' : 'DATA';
    return this.filters.find((filter) => filter.scope === scope)?.location ?? PLACE;
  }
}

function filtersIn(filters: any, read: (pattern: any) => Record<string, any> | undefined): FilterInTemplate[] {
  return (Array.isArray(filters) ? filters : []).map(({ Scope, Pattern }, at) => ({
    location: `${PLACE}.Filters.${at}.Pattern`, scope: Scope, pattern: read(Pattern),
  }));
}

/** Payloads that a publisher made can look like anything, so that only what names a service's source is compared. */
function patternOf(filters: FilterInTemplate[]): ServicePattern | undefined {
  const { 'aws:Source': source, 'aws:DetailType': detailType } = filters.find(({ scope }) => scope === 'SYSTEM_METADATA')?.pattern ?? {};
  const data = filters.find(({ scope }) => scope === 'DATA')?.pattern ?? {};
  const pattern = { ...data, ...(source && { source }), ...(detailType && { 'detail-type': detailType }) } as ServicePattern;
  return isOnServiceEvents(pattern) ? pattern : undefined;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'object' || Number.isNaN(Number(value)) ? undefined : Number(value);
}

const READ = new WeakMap<Templates, SubscriberInTemplate[]>();

/** Whether rules or other subscribers of the app send to a bus, or it is shared with somebody who can. */
export function isFedByOthers(bus: TemplateResource, app: Templates): boolean {
  const named = (type: string, property: string) => app.resourcesOf(type)
    .some((resource) => asList(resource.properties[property]).some((value) => app.referred(value, resource) === bus));
  return named('AWS::RAM::ResourceShare', 'ResourceArns') || named('AWS::EventsV2::ResourcePolicy', 'EventBusArn')
    || app.rules.some(({ targets }) => targets.some(({ resource }) => resource === bus))
    || subscribersOf(app).some(({ target }) => target === bus);
}

/** All subscribers of Custom Event Buses. */
export function subscribersOf(app: Templates): SubscriberInTemplate[] {
  let subscribers = READ.get(app);
  if (!subscribers) {
    subscribers = app.resourcesOf(TYPE).map((resource) => new SubscriberInTemplate(resource, app));
    READ.set(app, subscribers);
  }
  return subscribers;
}
