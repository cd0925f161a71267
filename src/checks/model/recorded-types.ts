import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

/** Whether a trail of the app records data events of any of these types; a selection that only the deployment knows may. */
export function isRecorded(types: readonly string[], app: Templates): boolean {
  return app.resourcesOf('AWS::CloudTrail::Trail').some((trail) => mayRecord(trail, types, app));
}

function mayRecord(trail: TemplateResource, types: readonly string[], app: Templates): boolean {
  const { EventSelectors = [], AdvancedEventSelectors = [] } = app.references.valueOf(trail.properties, trail.stack) as Record<string, any>;
  if (!Array.isArray(EventSelectors) || !Array.isArray(AdvancedEventSelectors)) {
    return true;
  }
  const basic = EventSelectors
    .flatMap(({ DataResources = [] }) => (Array.isArray(DataResources) ? DataResources.map(({ Type }) => Type) : [undefined]));
  const advanced = AdvancedEventSelectors
    .flatMap(({ FieldSelectors = [] }) => (Array.isArray(FieldSelectors) ? FieldSelectors : [{ Field: 'resources.type' }]))
    .filter(({ Field }) => Field === 'resources.type')
    .flatMap(({ Equals }) => Equals);
  return [...basic, ...advanced].some((type) => typeof type !== 'string' || types.includes(type));
}
