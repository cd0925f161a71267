import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { jsonataOf } from './jsonata-input';
import { jsonataOfPath } from './jsonata-path';
import { kindOf } from './target-kind';
import { TARGET_KINDS, TargetKind, UNIVERSAL } from './target-kinds';
import { universalRequest } from './universal-request';
import { UniversalTarget } from './universal-target';
import { optionName, optionPlace } from '../catalog/option-spelling';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';
import { boundTarget } from '../delivery/bound-target';

const BUSES = ['event bus with rules', 'Custom Event Bus'];
const EVENT_ID = '{% $events.SystemMetadata."aws:EventId" %}';
const EVENT_GROUP = '{% $events.SystemMetadata.EventGroupId %}';

/** How a subscriber calls its target, as AWS CloudFormation takes it; the role is added when it is made. */
export interface SubscriberInvocation {
  readonly target: events.RuleTargetConfig;
  readonly kind: TargetKind;
  readonly parameters: Record<string, unknown>;
  /** What the target is given, as an expression; the event itself where there is none. */
  readonly expression?: string;
  readonly statements?: iam.PolicyStatement[];
  readonly isWaitedFor?: boolean;
}

interface InvocationOptions {
  readonly fifo: boolean;
  readonly waitForTarget: boolean;
}

/**
 * Takes from a target of a rule what a subscriber needs to call it.
 *
 * @throws when a subscriber cannot call it
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-targets.html
 */
export function invocationOf(subscriber: Construct, target: events.IRuleTarget, options: InvocationOptions): SubscriberInvocation {
  if (typeof (target as events.IRuleTarget | undefined)?.bind !== 'function') {
    throw new Error(`${optionName('target')} of subscriber '${subscriber.node.path}' is ${JSON.stringify(target) ?? 'missing'}: give one target, such as new targets.LambdaFunction(handler).`);
  }
  if (target instanceof UniversalTarget) {
    const { arn, request, statements } = target._call(subscriber);
    return { target: { arn }, kind: UNIVERSAL, parameters: requestParameters(subscriber, request), statements };
  }
  const bound = boundTarget(subscriber, target);
  requireNoOwnDelivery(subscriber, bound);
  const request = universalRequest(subscriber, bound);
  if (request) {
    return { target: { ...bound, arn: request.arn }, kind: UNIVERSAL, parameters: requestParameters(subscriber, request.request) };
  }
  const kind = kindOf(bound);
  if (!kind || kind === UNIVERSAL) {
    throw new Error(`Subscriber '${subscriber.node.path}' cannot deliver to ${JSON.stringify(bound.targetResource?.node.path ?? bound.arn)}: a subscriber knows ${TARGET_KINDS.map(({ name }) => name).join(', ')}, tasks of Amazon ECS, jobs of AWS Batch, CodeBuild projects, CodePipeline pipelines and Redshift statements. Call another AWS API with a UniversalTarget.`);
  }
  requireReach(subscriber, bound, kind);
  const expression = jsonataOf(subscriber, bound.input);
  if (expression !== undefined && kind.name === 'event bus with rules') {
    throw new Error(`Subscriber '${subscriber.node.path}' changes the events for event bus '${bound.arn}', which a subscriber sends as they are: leave out the input.`);
  }
  return {
    target: bound,
    kind: options.waitForTarget ? waitingKind(subscriber, kind) : kind,
    isWaitedFor: options.waitForTarget,
    parameters: parametersOf(bound, kind, options),
    expression: expression === undefined ? undefined : requireShort(subscriber, `{% ${expression} %}`, CUSTOM_EVENT_BUS.expressionCharacters),
  };
}

/** A target of a rule can have a queue and retries of its own. */
function requireNoOwnDelivery(subscriber: Construct, { deadLetterConfig, retryPolicy }: events.RuleTargetConfig): void {
  const own = [...deadLetterConfig ? ['a dead-letter queue'] : [], ...retryPolicy ? ['a retry policy'] : []];
  if (own.length > 0) {
    throw new Error(`The target of subscriber '${subscriber.node.path}' has ${own.join(' and ')} of its own, which subscribers do not take from a target: leave it out there, and give ${optionPlace('delivery.deadLetterQueue')}, ${optionPlace('delivery.retryAttempts')} and ${optionPlace('delivery.maxEventAge')}.`);
  }
}

/** EventBridge refuses a target of another account, but for event buses. */
function requireReach(subscriber: Construct, { arn }: events.RuleTargetConfig, { name }: TargetKind): void {
  const [, , , , account = ''] = Token.isUnresolved(arn) ? [] : arn.split(':');
  const { account: own } = Stack.of(subscriber);
  if (BUSES.includes(name) || account === '' || Token.isUnresolved(own) || account === own) {
    return;
  }
  throw new Error(`The target of subscriber '${subscriber.node.path}' is '${arn}', in account ${account}: a subscriber of account ${own} delivers to targets of its own account, and to event buses. Share the bus with account ${account} (EventBusAccess.SUBSCRIBE) and make the subscriber there.`);
}

function requestParameters(subscriber: Construct, request: string): Record<string, unknown> {
  return { UniversalTargetParameters: { Input: requireShort(subscriber, request, CUSTOM_EVENT_BUS.requestCharacters) } };
}

function parametersOf(
  bound: events.RuleTargetConfig, kind: TargetKind, { fifo, waitForTarget }: InvocationOptions,
): Record<string, unknown> {
  const invocationType = waitForTarget ? 'REQUEST_RESPONSE' : 'EVENT';
  const blocks: Record<string, () => unknown> = {
    SqsParameters: () => (isFifo(bound) ? groupOf(bound.sqsParameters?.messageGroupId, fifo) : undefined),
    SnsParameters: () => (isFifo(bound) ? groupOf(undefined, fifo) : undefined),
    LambdaParameters: () => ({ InvocationType: invocationType }),
    StepFunctionsParameters: () => ({ InvocationType: invocationType }),
    KinesisParameters: () => ({ PartitionKey: partitionKey(bound.kinesisParameters?.partitionKeyPath) }),
    HttpParameters: () => httpParameters(bound.httpParameters),
  };
  if (fifo && kind.name === 'stream' && !bound.kinesisParameters?.partitionKeyPath) {
    return { KinesisParameters: { PartitionKey: EVENT_GROUP } };
  }
  const block = kind.parameters ? blocks[kind.parameters]?.() : undefined;
  return block === undefined ? {} : { [kind.parameters!]: block };
}

/** A topic or queue that keeps the order is not told by its ARN where that is known at deployment only. */
function isFifo({ targetResource, arn, sqsParameters }: events.RuleTargetConfig): boolean {
  return (targetResource as { fifo?: boolean } | undefined)?.fifo === true || sqsParameters?.messageGroupId !== undefined
    || (!Token.isUnresolved(arn) && arn.endsWith('.fifo'));
}

/** Without order to keep, each event is a group of its own. */
function groupOf(messageGroupId: string | undefined, fifo: boolean): object {
  return { MessageGroupId: messageGroupId ?? (fifo ? EVENT_GROUP : EVENT_ID), MessageDeduplicationId: EVENT_ID };
}

function partitionKey(path: string | undefined): string {
  return path === undefined ? EVENT_ID : `{% ${jsonataOfPath(path)} %}`;
}

function httpParameters(parameters: events.CfnRule.HttpParametersProperty | undefined): object | undefined {
  const { headerParameters, pathParameterValues, queryStringParameters } = parameters ?? {};
  const given = {
    HeaderParameters: inJsonata(headerParameters),
    PathParameterValues: inJsonata(pathParameterValues),
    QueryStringParameters: inJsonata(queryStringParameters),
  };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

/** A rule takes JSON paths as values here. */
function inJsonata(value: any): any {
  if (typeof value === 'string') {
    return /^\$[.[]/.test(value) ? `{% ${jsonataOfPath(value)} %}` : value;
  }
  if (Token.isUnresolved(value) || typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value) ? value.map(inJsonata) : Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inJsonata(entry)]));
}

function waitingKind(subscriber: Construct, kind: TargetKind): TargetKind {
  if (!kind.waitingActions) {
    throw new Error(`${optionName('waitForTarget')} of subscriber '${subscriber.node.path}' is true, and its target is a ${kind.name}: only functions and Express state machines can be waited for. Leave it out.`);
  }
  return { ...kind, actions: kind.waitingActions };
}

function requireShort(subscriber: Construct, expression: string, limit: number): string {
  if (!Token.isUnresolved(expression) && expression.length > limit) {
    throw new Error(`The input of subscriber '${subscriber.node.path}' becomes an expression of ${expression.length} characters, and EventBridge allows ${limit}: send the event itself, or fewer of its fields.`);
  }
  return expression;
}
