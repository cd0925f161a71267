import { FieldCondition } from '../../pattern/matcher/field-condition';

/** Whether a filter asks for records that say of themselves that the call only reads. */
export function asksForReads(detail: Record<string, any> | undefined): boolean {
  const readOnly: unknown = detail?.readOnly;
  return readOnly === true || (isCompilable(readOnly) && FieldCondition.of(readOnly, 'detail.readOnly').holds(true));
}

/** Whether it is a list of values and matchers, without references that are known at deployment only. */
export function isCompilable(items: unknown): items is unknown[] {
  return Array.isArray(items) && items.length > 0 && items.every((item) => typeof item !== 'object' || item === null
    || (Object.keys(item).length === 1 && !Object.keys(item).some((key) => key === 'Ref' || key.startsWith('Fn::'))));
}
