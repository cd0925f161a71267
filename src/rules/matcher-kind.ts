import { isJsonObject } from '../catalog/json-object';
import { leaf, listOf } from '../delivery/options/option-kind';

/** A name, or a matcher as EventBridge spells it. */
const MATCHER = leaf((value) => (typeof value === 'string' && value !== '') || isJsonObject(value), {
  advice: 'it must be a text, or what events.Match returns', token: true,
});

/** What `events.Match` returns is a list as well. */
export const MATCHERS = listOf(MATCHER, 'it must be a list of texts, or what events.Match returns');
