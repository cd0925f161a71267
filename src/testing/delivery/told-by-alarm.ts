import { asList } from '../../catalog/as-list';
import { TemplateResource } from '../../template/template-resource';
import { TemplateValues } from '../../template/template-values';

/** Whom an alarm tells when it goes off, by construct or ARN. */
export function toldByAlarm({ properties }: TemplateResource, values: TemplateValues, told: (action: unknown) => string): string[] {
  const { ActionsEnabled: enabled, AlarmActions: actions } = properties;
  return String(values.resolve(enabled)) === 'false' ? [] : asList(actions ?? []).filter((action) => values.resolve(action) !== undefined).map(told);
}
