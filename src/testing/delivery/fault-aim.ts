import { FAULT_KINDS, FaultName } from './fault-kinds';
import { placeInStack } from './place-in-stack';
import type { PlayedApp } from './played-app';
import { PlayedFault } from './played-fault';
import { PlayedRule, PlayedTarget } from './played-rule';
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
  /** What tells it from others where no template has it. */
  readonly identity: string;
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
  const ofId = place === 'target' ? targetsOf(app).filter(({ id }) => id === of) : [];
  const labels = [...new Set([...found.map(({ label }) => label), ...ofId.map((target) => target.name)])];
  if (labels.length === 0) {
    throw new Error(`The app has ${KINDS[place]} '${of}'. ${possible(of, candidates)}`);
  }
  const aim = {
    resources: new Set(found.flatMap(({ resource }) => resource ?? [])),
    texts: new Set(found.filter(({ resource }) => resource === undefined).map(({ identity }) => identity)),
    targetId: of,
  };
  return new PlayedFault(name, aim, lastsSeconds, `${labels.length === 1 ? labels[0] : of} ${says}`);
}

const EVERY = { target: 'every target', deadLetterQueue: 'every dead-letter queue', handler: 'every function', environment: 'every other place' };
const KINDS = {
  target: 'no target or rule', deadLetterQueue: 'no dead-letter queue', handler: 'no function that is a target', environment: 'no rule or target in',
};

const CANDIDATES: Record<keyof typeof EVERY, (app: PlayedApp) => Candidate[]> = {
  target: (app) => [
    ...distinct(targetsOf(app).map(candidateOf)),
    ...app.rules.map((rule) => candidate(rule.tested.resource, rule.name, rule.arn, namesOf(rule))),
  ],
  deadLetterQueue: ({ queues }) => distinct(queues.map(({ resource, name, arn, queueName }) => candidate(resource, name, arn, [queueName]))),
  handler: (app) => distinct(targetsOf(app).filter(({ kind }) => kind === 'function').map(candidateOf)),
  environment: ({ rules }) => distinct(rules
    .flatMap(({ account, region, targets }) => [account, region, ...targets.flatMap((target) => [target.account, target.region])])
    .filter((text) => text !== '').map((text) => ({ identity: text, names: [text], label: text }))),
};

function targetsOf({ rules }: PlayedApp): PlayedTarget[] {
  return rules.flatMap(({ targets }) => targets);
}

function candidateOf({ target: { resource }, name, arn }: PlayedTarget): Candidate {
  return candidate(resource, name, arn, []);
}

function candidate(resource: TemplateResource | undefined, label: string, arn: string, names: readonly string[]): Candidate {
  const place = resource && constructName(resource);
  return {
    resource,
    identity: arn,
    label,
    names: [label, arn, ...names, ...resource ? [resource.logicalId, resource.path, place!, placeInStack(place!, resource.stack)] : []],
  };
}

function namesOf({ tested }: PlayedRule): string[] {
  return tested.names;
}

function distinct(candidates: Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [`${one.label} ${one.identity}`, one])).values()];
}

function possible(of: string, candidates: Candidate[]): string {
  const labels = [...new Set(candidates.map(({ label }) => label))];
  return labels.length === 0 ? 'Nothing in it can have this fault.'
    : labels.length <= TOLD ? `Possible: ${labels.join(', ')}.` : `Nearest: ${nearest(of, labels).join(', ')}.`;
}
