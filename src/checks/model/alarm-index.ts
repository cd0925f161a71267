import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

/** An alarm of the app, and a metric that it watches. */
export interface Watch {
  readonly alarm: TemplateResource;
  readonly metricName: string;
}

/** The dimensions under which CloudWatch counts what happens at a resource, and the property that names the resource. */
const DIMENSIONS: Record<string, { readonly type: string; readonly property: string }> = {
  QueueName: { type: 'AWS::SQS::Queue', property: 'QueueName' },
  FunctionName: { type: 'AWS::Lambda::Function', property: 'FunctionName' },
  RuleName: { type: 'AWS::Events::Rule', property: 'Name' },
  Subscriber: { type: 'AWS::EventsV2::Subscriber', property: 'SubscriberArn' },
};

interface AlarmIndex {
  readonly byResource: Map<TemplateResource, Watch[]>;
  /** All that an alarm watches; nothing of one that watches something else too. */
  readonly watched: Map<TemplateResource, Set<TemplateResource>>;
}

const INDEXES = new WeakMap<Templates, AlarmIndex>();

/** The alarms of the app on a resource. */
export function alarmsOn(resource: TemplateResource, app: Templates): Watch[] {
  return indexOf(app).byResource.get(resource) ?? [];
}

/** All resources that an alarm watches; none where it watches something else too. */
export function watchedBy(alarm: TemplateResource, app: Templates): ReadonlySet<TemplateResource> {
  return indexOf(app).watched.get(alarm) ?? new Set();
}

function indexOf(app: Templates): AlarmIndex {
  let index = INDEXES.get(app);
  if (!index) {
    index = buildIndex(app);
    INDEXES.set(app, index);
  }
  return index;
}

function buildIndex(app: Templates): AlarmIndex {
  const index: AlarmIndex = { byResource: new Map(), watched: new Map() };
  for (const alarm of app.resourcesOf('AWS::CloudWatch::Alarm')) {
    const resources = new Set<TemplateResource | undefined>();
    for (const { MetricName, Dimensions } of metricsOf(alarm.properties)) {
      for (const { Name, Value } of Array.isArray(Dimensions) ? Dimensions : [{}]) {
        const watched = DIMENSIONS[Name] && resourceBehind(Name, Value, alarm, app);
        resources.add(watched);
        if (watched) {
          index.byResource.set(watched, [...index.byResource.get(watched) ?? [], { alarm, metricName: MetricName }]);
        }
      }
    }
    if (!resources.has(undefined)) {
      index.watched.set(alarm, resources as Set<TemplateResource>);
    }
  }
  return index;
}

function metricsOf({ MetricName, Dimensions, Metrics }: Record<string, any>): any[] {
  return Array.isArray(Metrics)
    ? Metrics.map(({ MetricStat }) => MetricStat?.Metric).filter((metric) => metric !== undefined)
    : [{ MetricName, Dimensions }];
}

function resourceBehind(dimension: string, value: any, alarm: TemplateResource, app: Templates): TemplateResource | undefined {
  const { type, property } = DIMENSIONS[dimension];
  if (typeof value === 'string') {
    const named = app.resourcesOf(type).filter(({ properties, stack }) => properties[property] === value && stack.region === alarm.stack.region);
    return named.length === 1 ? named[0] : undefined;
  }
  return app.referred(value, alarm) ?? app.referred(splitReference(value), alarm);
}

/** A name is cut out of an ARN by Fn::Select and Fn::Split. */
function splitReference(value: any): any {
  return value?.['Fn::Select']?.[1]?.['Fn::Split']?.[1];
}
