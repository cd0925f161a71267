import { jsonPatternOf } from './json-pattern';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';
import { Templates } from './templates';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const TYPE = 'AWS::EventsV2::EventSource';
const PLACE = 'Properties.Configuration.AwsServiceEventsConfiguration';
/** What EventBridge adds to the pattern itself. */
const ADDED = ['source', 'account', 'region'] as const;

/** An event source of a Custom Event Bus, as it stands in a template. */
export class EventSourceInTemplate {
  public readonly stack: StackTemplate;
  /** What EventBridge matches for it; nothing where it brings no events of a service, or that is known at deployment only. */
  public readonly pattern?: ServicePattern;
  /** The keys that it must not have. */
  public readonly refusedKeys: string[];
  /** The bus, where a template has it. */
  public readonly bus?: TemplateResource;
  public readonly onFailureArn?: any;
  /** The queue, where a template has it. */
  public readonly onFailureQueue?: TemplateResource;

  constructor(public readonly resource: TemplateResource, { references }: Templates) {
    const { stack, properties } = resource;
    this.stack = stack;
    const { AwsService, Pattern, OnFailureConfiguration } = properties.Configuration?.AwsServiceEventsConfiguration ?? {};
    const source = references.textOf(AwsService, stack);
    const given = Pattern === undefined ? {} : jsonPatternOf(Pattern, references, stack);
    this.refusedKeys = given ? ADDED.filter((key) => key in given) : [];
    const isKnown = source !== undefined && /^[\w.-]+$/.test(source);
    this.pattern = isKnown && given ? { ...given, source: [source] } : undefined;
    this.bus = references.resourceOf(properties.EventBusArn, stack);
    this.onFailureArn = OnFailureConfiguration?.Arn;
    this.onFailureQueue = this.onFailureArn && references.resourceOf(this.onFailureArn, stack);
  }

  public get bringsServiceEvents(): boolean {
    return this.resource.properties.Configuration?.AwsServiceEventsConfiguration !== undefined;
  }

  /** Where a field of the pattern stands. */
  public placeOf(field: string): string {
    return field === '' ? `${PLACE}.Pattern` : field === 'source' || field.startsWith('source.') ? `${PLACE}.AwsService` : `${PLACE}.Pattern.${field}`;
  }
}

const READ = new WeakMap<Templates, EventSourceInTemplate[]>();

/** All event sources of Custom Event Buses. */
export function eventSourcesOf(app: Templates): EventSourceInTemplate[] {
  let sources = READ.get(app);
  if (!sources) {
    sources = app.resourcesOf(TYPE).map((resource) => new EventSourceInTemplate(resource, app));
    READ.set(app, sources);
  }
  return sources;
}
