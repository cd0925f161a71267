import { liftValues } from './lift-values';
import { optionName } from '../../catalog/option-spelling';
import { jsonObject } from '../matcher/json-object';

/** What the fields in `detail` must be, in one of two ways. */
export interface DetailFilter {
  readonly detail?: { [key: string]: any };
  readonly detailJson?: string;
}

/**
 * The filter as a pattern; nothing where there is none.
 *
 * @throws where both are given, the text is no JSON object, or a value cannot be part of a pattern
 */
export function detailPattern({ detail, detailJson }: DetailFilter): Record<string, any> | undefined {
  if (detail !== undefined && detailJson !== undefined) {
    throw new Error(`${optionName('detail')} and ${optionName('detailJson')} are both given, and say the same thing in two ways: leave one of them out.`);
  }
  const given = detailJson === undefined ? detail : jsonObject(detailJson, optionName('detailJson'));
  return given && liftValues(given);
}
