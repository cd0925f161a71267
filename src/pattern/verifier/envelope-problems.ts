import { MeantEvents, textsAmong } from './meant-events';
import { PatternProblem } from './pattern-problem';
import { isStandIn } from './stand-ins';
import { arnMeantBy, endsWithAsterisk } from '../../catalog/arn-form';
import { ENVELOPE } from '../../catalog/event-envelope';
import { nearest } from '../../catalog/nearest';
import { isNoRegion, nearestRegion } from '../../catalog/region-name';
import { resourceArnsOf } from '../../catalog/resource-fields';
import { knownSources } from '../../catalog/source-index';
import { resembles, sameLetters } from '../../catalog/spelling';
import { FieldCondition } from '../matcher/field-condition';

/** Fields whose values never hold an asterisk. */
const LITERAL = ['source', 'detail-type', 'account', 'region', 'resources'];
/** What callers write into a request can hold one. */
const FROM_CALLERS = ['requestParameters', 'responseElements', 'errorMessage', 'additionalEventData'];

/** What a pattern wants, by the path of the field. */
type Fields = [path: string, condition: FieldCondition][];

/** Fields that hold texts alone. */
const TEXTS = ENVELOPE.filter((name) => name !== 'detail');
const ACCOUNT = /^\d{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const ARN = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:./;

/** Keys that no event has at its top. */
export function topLevelProblems(fields: Fields, isServicePattern: boolean): PatternProblem[] {
  const tops = new Map(fields.map(([path, condition]) => [path.split('.')[0], condition]));
  return [...tops].filter(([key, condition]) => !ENVELOPE.includes(key) && condition.takesValues && !condition.takesAbsence
    && (isServicePattern || ENVELOPE.some((known) => sameLetters(known, key))))
    .map(([key]): PatternProblem => {
      const meant = ENVELOPE.find((known) => sameLetters(known, key) || resembles(key, known));
      return {
        id: 'unknown-top-level-key',
        path: key,
        value: key,
        what: `Events have no key '${key}' at their top.`,
        nearest: [meant ?? nearest(key, ENVELOPE, 1)[0]],
        wayOut: meant ? undefined : `Keys: ${ENVELOPE.join(', ')}. A field of the event itself stands in detail: { "detail": { "${key}": [...] } }.`,
        certain: true,
      };
    });
}

/** Texts with an asterisk, which match the asterisk itself. */
export function wildcardProblems(fields: Fields): PatternProblem[] {
  return fields.filter(([path]) => !path.split('.').some((name) => FROM_CALLERS.includes(name)))
    .flatMap(([path, condition]) => textsAmong(condition)
      .filter((text) => text.includes('*') && (text.length > 1 || LITERAL.includes(path)) && !(path === 'resources' && endsWithAsterisk(text)))
      .map((text): PatternProblem => ({
        id: 'literal-wildcard',
        path,
        value: text,
        what: `${path} is compared with '${text}', asterisk and all.`,
        nearest: [],
        ...wayOutOfAsterisk(path, text),
        certain: LITERAL.includes(path),
      })));
}

function wayOutOfAsterisk(path: string, text: string): Pick<PatternProblem, 'wayOut' | 'inApp'> {
  if (/^\**$/.test(text)) {
    return { wayOut: `Leave ${path} out: without it, any value matches.` };
  }
  const meant = text.replace(/\*+$/, '');
  return path === 'source' && knownSources().includes(meant) ? { wayOut: `Write ${JSON.stringify(meant)}: all events of the service have this source.` } : {
    wayOut: `Use { "wildcard": ${JSON.stringify(text)} }.`, inApp: `That is events.Match.wildcard('${text}').`,
  };
}

/** What is wrong with a text in the envelope. */
interface WrongText {
  readonly what: string;
  readonly nearest?: string;
  readonly wayOut: string;
  readonly certain: boolean;
}

/** Events on abuse show it as their Region. @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
const NO_REGION_IN_PARTICULAR = 'global';

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const WRONG_TEXTS: Record<string, (text: string) => WrongText | undefined> = {
  account: (text) => (ACCOUNT.test(text) ? undefined
    : { what: `'${text}' is no account: an account id has 12 digits.`, wayOut: 'Give the id of the account.', certain: true }),
  region: (text) => (isNoRegion(text) && text !== NO_REGION_IN_PARTICULAR
    ? { what: `'${text}' is no Region.`, nearest: nearestRegion(text), wayOut: 'Give a Region as AWS writes it, such as \'eu-west-1\'.', certain: true } : undefined),
  time: (text) => (TIME.test(text) ? undefined
    : { what: `time is compared with '${text}' character by character, and events have it like 2026-01-15T12:00:00Z.`, wayOut: 'Match how it begins: { "prefix": "2026-01-15" }.', certain: false }),
};

/** Accounts, Regions and resources that no event of the pattern names, and values that are no texts. */
export function envelopeProblems(meant: MeantEvents): PatternProblem[] {
  return [
    ...Object.entries(WRONG_TEXTS).flatMap(([path, wrongText]) => textsAmong(meant.fields.get(path)).filter((text) => !text.includes('*'))
      .flatMap((value): PatternProblem[] => {
        const wrong = wrongText(value);
        return wrong ? [{ id: 'envelope-filter', path, value, ...wrong, nearest: wrong.nearest ? [wrong.nearest] : [] }] : [];
      })),
    ...TEXTS.flatMap((path) => noTexts(path, meant)),
    ...resourceProblems(meant),
  ];
}

function noTexts(path: string, { fields }: MeantEvents): PatternProblem[] {
  return (fields.get(path)?.items ?? []).filter((item) => ['number', 'boolean'].includes(typeof item) || item === null).map((value) => ({
    id: 'wrong-value-type',
    path,
    value: value ?? path,
    what: `${path} is compared with ${JSON.stringify(value)}, and holds ${path === 'resources' ? 'texts' : 'a text'} in every event.`,
    nearest: [],
    wayOut: value === null ? undefined : `Write ${JSON.stringify(String(value))}.`,
    certain: true,
  }));
}

function resourceProblems(meant: MeantEvents): PatternProblem[] {
  const resources = meant.fields.get('resources');
  const at = { id: 'envelope-filter', path: 'resources', nearest: [] } as const;
  if (!resources || meant.services.length === 0) {
    return [];
  }
  const texts = textsAmong(resources).filter((text) => !text.includes('*'));
  const noArns = texts.filter((text) => !text.startsWith('arn:') || !ARN.test(text)).map((value): PatternProblem => ({
    ...at,
    value,
    what: `resources of an event holds ARNs, and '${value}' is none.`,
    wayOut: value.startsWith('arn:') || value.includes('/') ? 'An ARN has six parts with colons between them: arn:partition:service:region:account:resource.'
      : 'Give the ARN, or filter on the name in detail. { "suffix": ... } matches an ARN by its end.',
    // Events of a few services hold ids there.
    certain: /^arn[:/]/.test(value),
  }));
  const misspelt = texts.flatMap((value): PatternProblem[] => {
    const right = ARN.test(value) ? arnMeantBy(value) : undefined;
    return right === undefined ? [] : [{
      ...at, value, what: `resources is compared with '${value}' character by character, and the ARN has another separator after its kind.`, nearest: [right], certain: true,
    }];
  });
  const wrongArns = [...noArns, ...misspelt];
  if (wrongArns.length === 0 && !meant.areRecorded) {
    return otherArns(meant, resources);
  }
  if (meant.areRecorded && resources.takesValues && !resources.takesAbsence) {
    return [...wrongArns, {
      ...at,
      value: resources.items[0],
      what: 'Events that CloudTrail delivers name nothing in resources.',
      wayOut: 'Filter on the parameters of the call instead: detail.requestParameters.',
      certain: false,
    }];
  }
  return wrongArns;
}

const PARTS = /^arn:[^:]*:([^:*?]+):[^:]*:[^:]*(?::(.+))?$/;
const KIND = /^([A-Za-z-]+)[:/]/;

/** ARNs of a kind that the events do not name, as far as samples show what they name. */
function otherArns(meant: MeantEvents, resources: FieldCondition): PatternProblem[] {
  const named = arnsNamedBy(meant);
  const wanted = resources.takesAbsence ? [] : resources.items.map((item) => ({ item, text: beginningOf(item) }));
  if (named === undefined || wanted.length === 0 || !wanted.every(({ text }) => text !== undefined && isOther(text, named))) {
    return [];
  }
  const shown = named.length === 0 ? 'is empty' : `holds ARNs of ${alternatives(named.map(described))}`;
  return [{
    id: 'envelope-filter',
    path: 'resources',
    value: wanted[0].item,
    what: `In the samples of AWS, resources of these events ${shown}, and this pattern wants '${wanted[0].text}'.`,
    nearest: [],
    wayOut: 'Filter on the field of detail that names what is meant.',
    certain: false,
  }];
}

function arnsNamedBy({ sources, detailTypes }: MeantEvents): string[] | undefined {
  return sources?.length === 1 && detailTypes ? resourceArnsOf(sources[0], detailTypes) : undefined;
}

/** The ARN, or how it begins. */
function beginningOf(item: unknown): string | undefined {
  const { prefix, wildcard } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  const text = typeof item === 'string' && !item.includes('*') ? item : typeof prefix === 'string' ? prefix : typeof wildcard === 'string' ? wildcard : undefined;
  return text !== undefined && !isStandIn(text) && PARTS.test(text) ? text : undefined;
}

function isOther(arn: string, named: readonly string[]): boolean {
  const [, service, resource = ''] = PARTS.exec(arn)!;
  const ofService = named.filter((one) => one.startsWith(`${service}:`)).map((one) => one.slice(service.length + 1));
  const kind = KIND.exec(resource)?.[1];
  return ofService.length === 0 || !ofService.some((one) => one === '*' || (one === '' ? !/[:/]/.test(resource) : kind === undefined || kind.toLowerCase() === one.toLowerCase()));
}

function described(arn: string): string {
  const [service, kind] = arn.split(':');
  return kind === '*' ? service : kind === '' ? `${service} (the name alone)` : arn;
}

function alternatives(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts[texts.length - 1]}`;
}
