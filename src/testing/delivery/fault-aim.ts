import { FAULT_KINDS, FaultName } from './fault-kinds';
import type { PlayedApp } from './played-app';
import { PlayedFault } from './played-fault';
import { PlayedRule } from './played-rule';
import { nearest } from '../../catalog/nearest';
import { constructName } from '../../template/construct-name';
import { TemplateResource } from '../../template/template-resource';

/** How many names a message lists. */
const TOLD = 6;

/** A fault, as somebody names it. */
export interface WantedFault {
  readonly name: FaultName;
  /** What has it: a path, name, logical id or ARN; everything where it is left out. */
  readonly of?: string;
  readonly lastsSeconds?: number;
}

/** What can have a fault of some kind, and what it is called. */
interface Candidate {
  readonly resource?: TemplateResource;
  readonly names: readonly string[];
  /** What a message calls it. */
  readonly label: string;
}

/**
 * Aims a fault at what the app has.
 *
 * @throws when the app has nothing of that name that could have the fault
 */
export function aimFault(app: PlayedApp, { name, of, lastsSeconds }: WantedFault): PlayedFault {
  const { place, says } = FAULT_KINDS[name];
  if (of === undefined) {
    return new PlayedFault(name, undefined, lastsSeconds, `${EVERY[place]} ${says}`);
  }
  const candidates = CANDIDATES[place](app);
  const found = candidates.filter(({ names }) => names.some((known) => known === of || known.startsWith(`${of}/`)));
  if (found.length === 0) {
    throw new Error(`The app has ${KINDS[place]} '${of}'. ${possible(of, candidates)}`);
  }
  const resources = new Set(found.flatMap(({ resource }) => resource ?? []));
  const texts = new Set(found.filter(({ resource }) => resource === undefined).flatMap(({ names }) => names));
  return new PlayedFault(name, { resources, texts }, lastsSeconds, `${found.length === 1 ? found[0].label : of} ${says}`);
}

const EVERY = { target: 'every target', deadLetterQueue: 'every dead-letter queue', handler: 'every function', environment: 'every other place' };
const KINDS = {
  target: 'no target or rule', deadLetterQueue: 'no dead-letter queue', handler: 'no function that is a target', environment: 'no rule or target in',
};

const CANDIDATES: Record<keyof typeof EVERY, (app: PlayedApp) => Candidate[]> = {
  target: ({ rules }) => [
    ...distinct(rules.flatMap(({ targets }) => targets).map(({ target: { resource }, arn, name, id }) => candidate(resource, name, [arn, id]))),
    ...rules.map((rule) => candidate(rule.tested.resource, rule.name, [rule.arn, ...namesOf(rule)])),
  ],
  deadLetterQueue: ({ queues }) => distinct(queues.map(({ resource, name, arn, queueName }) => candidate(resource, name, [arn, queueName]))),
  handler: ({ rules }) => distinct(rules.flatMap(({ targets }) => targets).filter(({ kind }) => kind === 'function')
    .map(({ target: { resource }, arn, name }) => candidate(resource, name, [arn]))),
  environment: ({ rules }) => distinct(rules
    .flatMap(({ account, region, targets }) => [account, region, ...targets.flatMap((target) => [target.account, target.region])])
    .filter((text) => text !== '').map((text) => ({ names: [text], label: text }))),
};

function candidate(resource: TemplateResource | undefined, label: string, names: readonly string[]): Candidate {
  const place = resource && constructName(resource);
  return {
    resource,
    label,
    names: [label, ...names, ...resource ? [resource.logicalId, resource.path, place!, withoutStack(place!, resource)] : []],
  };
}

function namesOf({ tested }: PlayedRule): string[] {
  return tested.names;
}

function withoutStack(place: string, { stack: { path } }: TemplateResource): string {
  return path !== '' && place.startsWith(`${path}/`) ? place.slice(path.length + 1) : place;
}

function distinct(candidates: Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [one.label, one])).values()];
}

function possible(of: string, candidates: Candidate[]): string {
  const labels = [...new Set(candidates.map(({ label }) => label))];
  return labels.length === 0 ? 'Nothing in it can have this fault.'
    : labels.length <= TOLD ? `Possible: ${labels.join(', ')}.` : `Nearest: ${nearest(of, labels).join(', ')}.`;
}
