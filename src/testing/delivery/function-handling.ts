import { Admissions } from './admissions';
import { keepLetter } from './keep-letter';
import { MetricLog } from './metric-log';
import type { PlayedApp } from './played-app';
import { PlayedFault } from './played-fault';
import { PlayedQueue } from './played-queue';
import { PlayedTarget } from './played-rule';
import { Letter, PlayedWay } from './played-way';
import { timeText } from './time-text';
import { ValuesInApp } from './values-in-app';
import { TemplateResource } from '../../template/template-resource';
import { EventEnd } from '../event-end';

/** Seconds after the event was accepted at which AWS Lambda runs a function, unless told to do so less often or for a shorter time. */
const MOMENTS = [0, 60, 180];
/** What a function is called that is neither a version nor an alias. */
const LATEST = '$LATEST';

interface Handling {
  readonly app: PlayedApp;
  readonly admissions: Admissions;
  readonly faults: readonly PlayedFault[];
  readonly sample: Record<string, any>;
  readonly played: { readonly log: MetricLog; readonly letters: Letter[] };
}

/**
 * What AWS Lambda does with an event that it has accepted: a function that fails is run twice more, a minute and then two
 * minutes later, and what it does not manage goes to the destination on failure, to the dead-letter queue of the function, or
 * is dropped.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function afterAcceptance(way: PlayedWay, target: PlayedTarget, handling: Handling, accepted: number): void {
  const faults = handling.faults.filter((fault) => fault.hitsHandler(target));
  if (faults.length === 0) {
    return;
  }
  const lambda = target.lambda!;
  const { environment } = handling.app.placeOf(lambda.stack);
  const values = handling.app.values.of(lambda.stack);
  const count = (metricName: string, at: number) => handling.played.log.count({
    environment, namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName: String(values.ref(lambda.logicalId)) },
  }, at);
  const { moments, destination, isOwnQueue } = asyncInvocation(target, handling);
  let at = accepted;
  for (const moment of moments) {
    at = accepted + moment;
    count('Invocations', at);
    if (!faults.some((fault) => fault.isOn(at))) {
      way.after = at;
      way.steps.push({ at, text: `handled at attempt ${moments.indexOf(moment) + 1}` });
      return;
    }
    way.troubles.add(count('Errors', at));
  }
  way.after = at;
  way.error = 'HANDLER_FAILED';
  way.steps.push({ at, text: `${target.name} has failed ${moments.length} times` });
  way.troubles.add(count('AsyncEventsDropped', at));
  const refused = destination ? whyNotKept(target, destination, handling, at) : `${target.name} has neither a destination on failure nor a dead-letter queue`;
  if (!destination || refused !== undefined) {
    if (destination) {
      way.troubles.add(count(isOwnQueue ? 'DeadLetterErrors' : 'DestinationDeliveryFailures', at));
    }
    way.end = EventEnd.LOST;
    way.why = refused;
    way.steps.push({ at, text: `lost: ${refused}` });
    return;
  }
  way.end = EventEnd.DEAD_LETTERED;
  way.queue = destination;
  way.why = `${target.name} failed`;
  if (!isQueue(destination)) {
    way.steps.push({ at, text: `handed to ${destination.name}` });
    return;
  }
  way.steps.push({ at, text: `kept in ${destination.name} for ${timeText(destination.retentionSeconds)}` });
  const letter: Letter = {
    kind: isOwnQueue ? 'functionQueue' : 'invocation',
    queue: destination,
    ruleArn: way.rule.arn,
    targetArn: target.arn,
    errorCode: 'RetriesExhausted',
    at,
    sample: handling.sample,
  };
  keepRecord(way, letter, handling.played);
}

/** A destination can be a topic, a bus, a bucket or another function as well: what becomes of the record there is theirs. */
function isQueue({ resource, arn }: PlayedQueue): boolean {
  return resource ? resource.type === 'AWS::SQS::Queue' : arn.split(':')[2] === 'sqs';
}

interface AsyncInvocation {
  readonly moments: number[];
  readonly destination?: PlayedQueue;
  /** Whether that is the dead-letter queue of the function, which holds less than the record for a destination. */
  readonly isOwnQueue: boolean;
}

function asyncInvocation(target: PlayedTarget, { app }: Pick<Handling, 'app'>): AsyncInvocation {
  const { lambda } = target;
  const configs = app.invokeConfigsOf(lambda);
  const config = configs.find((one) => isOf(one, target, app)) ?? (configs.length === 1 ? configs[0] : undefined);
  const said: Record<string, any> = config ? app.values.of(config.stack).resolve(config.properties) : {};
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age = Infinity } = said;
  const destination = config && app.queueNamed(config.properties.DestinationConfig?.OnFailure?.Destination, config.stack);
  const own = lambda!.properties.DeadLetterConfig?.TargetArn;
  return {
    moments: (retries === undefined ? MOMENTS : MOMENTS.slice(0, Number(retries) + 1)).filter((moment) => moment <= Number(age)),
    isOwnQueue: destination === undefined,
    destination: destination ?? app.queueNamed(own, lambda!.stack),
  };
}

/** A configuration is of a function, or of a version or alias of it. */
function isOf({ properties: { Qualifier: qualifier }, stack }: TemplateResource, target: PlayedTarget, { values }: PlayedApp): boolean {
  return (qualifier === undefined ? LATEST : values.of(stack).resolve(qualifier)) === qualifierOf(target, values);
}

function qualifierOf({ target: { resource }, arn }: PlayedTarget, values: ValuesInApp): unknown {
  const [, , , , , , , alias = LATEST] = arn.split(':');
  return resource?.type === 'AWS::Lambda::Version' ? values.of(resource.stack).attribute(resource.logicalId, 'Version') : alias;
}

function whyNotKept(target: PlayedTarget, queue: PlayedQueue, { faults, admissions }: Handling, at: number): string | undefined {
  const fault = faults.find((one) => one.hitsQueue(queue) && one.isOn(at));
  return fault ? `${queue.name} ${fault.kind.says}` : admissions.fromFunction(target, queue)?.why;
}

function keepRecord(way: PlayedWay, letter: Letter, { log, letters }: Handling['played']): void {
  keepLetter(way, letter, log);
  letters.push(letter);
}
