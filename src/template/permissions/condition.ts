import { Certainty, every, not, some } from './certainty';
import { equalTexts, likeArn, likeText } from './open-text';
import { AccessRequest, isService } from './request';
import { asList } from '../../catalog/as-list';

/** A value of the request: a text, nothing where the request has none, or not known. */
type Given = {
  readonly text?: string;
  /** Whether pages say that EventBridge does not send it to this service. */
  readonly isDoubtful?: boolean;
} | undefined;

/**
 * Services for which pages advise against a condition, by the prefix of the action.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
 */
const DOUBTFUL: Record<string, readonly string[]> = { 'aws:sourcearn': ['sns'], 'aws:sourceaccount': ['sns', 'lambda'] };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const SERVICE_KEYS: Record<string, (request: AccessRequest) => Given> = {
  'aws:sourcearn': ({ caller }) => (isService(caller) && caller.sourceArn !== undefined ? { text: caller.sourceArn } : undefined),
  'aws:sourceaccount': ({ caller }) => (isService(caller) && caller.sourceAccount !== undefined ? { text: caller.sourceAccount } : undefined),
  'aws:securetransport': () => ({ text: 'true' }),
  'aws:viaawsservice': () => ({ text: 'false' }),
  'aws:principalisawsservice': () => ({ text: 'true' }),
  'aws:principalservicename': ({ caller }) => ({ text: isService(caller) ? caller.service : '' }),
  // Only principals of an account have these.
  'aws:principalorgid': () => ({}),
  'aws:principalaccount': () => ({}),
  'aws:principalarn': () => ({}),
  'aws:sourceip': () => ({}),
  'aws:sourcevpce': () => ({}),
  'aws:sourcevpc': () => ({}),
};

const ROLE_KEYS: Record<string, (request: AccessRequest) => Given> = {
  'aws:securetransport': () => ({ text: 'true' }),
  'aws:principalisawsservice': () => ({ text: 'false' }),
};

type Comparison = (wanted: string, given: string) => Certainty;

const COMPARISONS: Record<string, Comparison> = {
  stringequals: equalTexts,
  stringlike: likeText,
  stringequalsignorecase: (wanted, given) => equalTexts(wanted.toLowerCase(), given.toLowerCase()),
  // Both are the same: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  arnequals: likeArn,
  arnlike: likeArn,
  bool: (wanted, given) => equalTexts(wanted.toLowerCase(), given.toLowerCase()),
};

/** Whether the conditions of a statement hold for a request. */
export function conditionsHold(conditions: unknown, request: AccessRequest, textOf: (value: unknown) => string | undefined): Certainty {
  if (conditions === undefined) {
    return 'yes';
  }
  if (typeof conditions !== 'object' || conditions === null) {
    return 'unknown';
  }
  return every(Object.entries(conditions).flatMap(([operator, keys]) => (typeof keys !== 'object' || keys === null ? ['unknown' as Certainty]
    : Object.entries(keys).map(([key, values]) => holds(operator, valueOf(key, request), asList(values), textOf)))));
}

function valueOf(key: string, request: AccessRequest): Given {
  const name = key.toLowerCase();
  const value = (isService(request.caller) ? SERVICE_KEYS : ROLE_KEYS)[name]?.(request);
  return value && DOUBTFUL[name]?.includes(request.action.split(':')[0]) ? { ...value, isDoubtful: true } : value;
}

function holds(operator: string, value: Given, wanted: unknown[], textOf: (value: unknown) => string | undefined): Certainty {
  const { name, isForAll, ifExists } = read(operator);
  if (name === 'null') {
    return value === undefined ? 'unknown' : some(wanted.map((entry) => ({ true: isAbsent(value), false: not(isAbsent(value)) }[String(entry)] ?? 'unknown')));
  }
  const isNegated = /^(string|arn)not/.test(name);
  const comparison = COMPARISONS[isNegated ? name.replace('not', '') : name];
  if (comparison === undefined || value === undefined) {
    return 'unknown';
  }
  if (value.text === undefined) {
    return ifExists || isForAll || isNegated ? 'yes' : 'no';
  }
  const matched = some(wanted.map((entry) => {
    const text = textOf(entry);
    return text === undefined ? 'unknown' : comparison(text, value.text!);
  }));
  const certain = value.isDoubtful && matched === 'yes' ? 'unknown' : matched;
  return isNegated ? not(certain) : certain;
}

function read(operator: string): { readonly name: string; readonly isForAll: boolean; readonly ifExists: boolean } {
  const lower = operator.toLowerCase();
  return {
    name: lower.replace(/^for(allvalues|anyvalue):/, '').replace(/ifexists$/, ''),
    isForAll: lower.startsWith('forallvalues:'),
    ifExists: lower.endsWith('ifexists'),
  };
}

function isAbsent(value: { readonly text?: string }): Certainty {
  return value.text === undefined ? 'yes' : 'no';
}
