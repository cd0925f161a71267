import { DeliveryMetrics } from './delivery-metrics';
import { PlayedQueue } from './played-queue';
import { RetrySchedule, USUAL_RETRY, retrySchedule } from './retry-schedule';
import { constructName } from '../../template/construct-name';
import { TargetOfRule } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { TemplateValues } from '../../template/template-values';
import { TestedEventSource } from '../tested-event-source';
import { TestedRule } from '../tested-rule';
import { TestedSubscriber } from '../tested-subscriber';

/** What a target is, as far as it matters to what becomes of an event. */
export type TargetKind = 'function' | 'eventBus' | 'other';

/** A target of a rule, ready to be delivered to. */
export interface PlayedTarget {
  readonly id: string;
  /** The construct, or the ARN of what no template has. */
  readonly name: string;
  readonly arn: string;
  readonly kind: TargetKind;
  readonly type: string;
  readonly target: TargetOfRule;
  /** The function itself, where the target is one of its versions or aliases. */
  readonly lambda?: TemplateResource;
  /** Whether a delivery counts only when the function has returned. */
  readonly isWaitedFor: boolean;
  /** The bus, as rules know it. */
  readonly busKey?: string;
  readonly account: string;
  readonly region: string;
  readonly deadLetterQueue?: PlayedQueue;
  readonly schedule: RetrySchedule;
  /** Why it is not there; nothing where it is. */
  readonly notDeployed?: string;
}

interface Played {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly environment: string;
  /** The bus that it watches. */
  readonly busKey: string;
  readonly metrics: DeliveryMetrics;
  /** Under which CloudWatch counts what it does. */
  readonly dimensions: Record<string, string>;
  readonly targets: PlayedTarget[];
}

/** A rule of a template. */
export interface RuleOfTemplate extends Played {
  readonly kind: 'rule';
  readonly tested: TestedRule;
}

/** The rule that EventBridge makes for an event source, with a Custom Event Bus as its target. */
export interface RuleOfSource extends Played {
  readonly kind: 'event source';
  readonly tested: TestedEventSource;
}

/** A subscriber of a Custom Event Bus, with its one target. */
export interface PlayedSubscriber extends Played {
  readonly kind: 'subscriber';
  readonly tested: TestedSubscriber;
}

/** What takes events from a bus and delivers them, ready to be played. */
export type PlayedRule = RuleOfTemplate | RuleOfSource | PlayedSubscriber;

/** Whether a target is in another account than its rule, as far as the templates say. */
export function isInOtherAccount({ tested }: PlayedRule, { account }: PlayedTarget): boolean {
  return differs(tested.resource.stack.account, account);
}

/** Whether a target is in another Region than its rule, as far as the templates say. */
export function isInOtherRegion({ tested }: PlayedRule, { region }: Pick<PlayedTarget, 'region'>): boolean {
  return differs(tested.resource.stack.region, region);
}

function differs(own: string | undefined, other: string): boolean {
  return own !== undefined && other !== '' && own !== other;
}

interface TargetSurroundings {
  readonly values: TemplateValues;
  readonly deadLetterQueue?: PlayedQueue;
  readonly lambda?: TemplateResource;
  readonly busKey?: string;
}

const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'];

export function playedTarget(target: TargetOfRule, { values, deadLetterQueue, lambda, busKey }: TargetSurroundings): PlayedTarget {
  const { resource, properties, retryAttempts = USUAL_RETRY.attempts, maxEventAgeSeconds = USUAL_RETRY.ageSeconds } = target;
  const arn = String(values.resolve(target.arn));
  const [, , service = '', region = '', account = ''] = arn.split(':');
  const isFunction = resource ? FUNCTIONS.includes(resource.type) : service === 'lambda';
  return {
    id: String(values.resolve(target.id)),
    name: resource ? constructName(resource) : arn,
    arn,
    kind: busKey !== undefined ? 'eventBus' : isFunction ? 'function' : 'other',
    type: resource?.type ?? service,
    target,
    lambda,
    isWaitedFor: isFunction && properties.LambdaParameters?.InvocationType === 'REQUEST_RESPONSE',
    busKey,
    account,
    region,
    deadLetterQueue,
    schedule: retrySchedule(retryAttempts, maxEventAgeSeconds),
    notDeployed: resource && values.whyNotDeployed(resource),
  };
}
