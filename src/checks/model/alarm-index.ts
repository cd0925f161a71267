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
};

const INDEXES = new WeakMap<Templates, Map<TemplateResource, Watch[]>>();

/** The alarms of the app on a resource. */
export function alarmsOn(resource: TemplateResource, app: Templates): Watch[] {
  let index = INDEXES.get(app);
  if (!index) {
    index = buildIndex(app);
    INDEXES.set(app, index);
  }
  return index.get(resource) ?? [];
}

function buildIndex(app: Templates): Map<TemplateResource, Watch[]> {
  const index = new Map<TemplateResource, Watch[]>();
  for (const alarm of app.resourcesOf('AWS::CloudWatch::Alarm')) {
    for (const { MetricName, Dimensions } of metricsOf(alarm.properties)) {
      for (const { Name, Value } of Array.isArray(Dimensions) ? Dimensions : []) {
        const watched = DIMENSIONS[Name] && watchedBy(Name, Value, alarm, app);
        if (watched) {
          index.set(watched, [...index.get(watched) ?? [], { alarm, metricName: MetricName }]);
        }
      }
    }
  }
  return index;
}

function metricsOf({ MetricName, Dimensions, Metrics }: Record<string, any>): any[] {
  return Array.isArray(Metrics)
    ? Metrics.map(({ MetricStat }) => MetricStat?.Metric).filter((metric) => metric !== undefined)
    : [{ MetricName, Dimensions }];
}

function watchedBy(dimension: string, value: any, alarm: TemplateResource, app: Templates): TemplateResource | undefined {
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
