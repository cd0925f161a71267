import { CfnResource, type Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ArnShape, BUCKET_ARN, BUS_ARN, KEY_ARN, QUEUE_ARN, problemOfArn } from './arn-kind';
import { OptionKind, leaf, listOf, struct } from './option-kind';
import { shown } from './shown';
import { AwsService } from '../../catalog/aws-service';
import { CUSTOM_EVENT_BUS_TYPE } from '../../catalog/custom-event-bus-type';
import { isJsonObject } from '../../catalog/json-object';
import { isNoRegion, nearestRegion } from '../../catalog/region-name';
import type { AlarmActions } from '../alarms/alarm-actions';

export const BOOLEAN = leaf((value) => typeof value === 'boolean', { advice: 'it must be true or false' });

export const TEXT = leaf((value) => typeof value === 'string', { advice: 'it must be a text', token: true });

export const NUMBER = leaf((value) => typeof value === 'number' && Number.isFinite(value), { advice: asNumber('it must be a number'), token: true });

/** What `detail` takes; its parts are looked at by those who know the events. */
export const FIELDS = leaf(isJsonObject, {
  advice: 'it must be an object of fields', token: true,
});

export const CONSTRUCT = leaf((value) => Construct.isConstruct(value), { advice: 'give a construct, such as a stack' });

export const SERVICE = leaf((value) => value instanceof AwsService, {
  advice: 'give one of the constants of AwsService, such as AwsService.EC2, or what AwsService.named(...) finds',
});

/** Another copy of aws-cdk-lib has another class. */
export const DURATION = leaf((value) => typeof value?.toSeconds === 'function', { advice: 'give a Duration, such as Duration.hours(1)' });

/** A Duration that a number must be made of before the deployment, as CloudWatch's periods are. */
export const KNOWN_DURATION = leaf((value) => typeof value?.toSeconds === 'function' && !value.isUnresolved(), {
  advice: (value) => (typeof (value as Duration | undefined)?.toSeconds === 'function'
    ? 'it is known at deployment only, and is needed before: write it out, such as Duration.minutes(5)' : 'give a Duration, such as Duration.minutes(5)'),
});

const isBindable = (value: any) => typeof value?.bind === 'function' && !Construct.isConstruct(value);

export const TARGET = leaf(isBindable, {
  advice: 'give a target, such as new targets.SqsQueue(queue) or new targets.LambdaFunction(fn)',
});

const ALARM_ACTION = leaf(isBindable, {
  advice: 'give an action of aws-cloudwatch-actions, such as new SnsAction(topic)',
});

/**
 * A resource of the CDK, made here or imported.
 *
 * @param attribute what such a resource has, and others have not
 */
export function withAttribute(attribute: string, advice: string): OptionKind {
  return leaf((value) => hasAttribute(value, attribute), { advice });
}

/**
 * The same, with an ARN that is looked at where it is imported.
 *
 * @param attribute its ARN
 */
export function withArn(attribute: string, shape: ArnShape, advice: string): OptionKind {
  return leaf((value) => hasAttribute(value, attribute) && problemOfArn(value[attribute], shape) === undefined, {
    advice: (value) => (hasAttribute(value, attribute) ? ofArn(value, attribute, shape) : advice),
  });
}

/** What to do about a resource that is imported by a wrong ARN. */
function ofArn(value: unknown, attribute: string, shape: ArnShape): string {
  const arn = (value as Record<string, unknown>)[attribute];
  return `its ${attribute} is ${shown(arn)}, and ${problemOfArn(arn, shape)}`;
}

export const QUEUE = withArn('queueArn', QUEUE_ARN, 'give a queue, such as new sqs.Queue(...) or sqs.Queue.fromQueueArn(...)');

export const KEY = withArn('keyArn', KEY_ARN, 'give a key, such as new kms.Key(...) or kms.Key.fromKeyArn(...)');

export const BUCKET = withArn('bucketArn', BUCKET_ARN, 'give a bucket, such as new s3.Bucket(...) or s3.Bucket.fromBucketName(...)');

const isBus = (value: any) => hasAttribute(value, 'eventBusArn') && !isNamedByArn(value);

/** A bus of the newer kind, which has an ARN as well, and no rules. */
const isCustomBus = (value: any) => {
  const resource = Construct.isConstruct(value) ? value.node.defaultChild : undefined;
  return (CfnResource.isCfnResource(resource as never) && (resource as CfnResource).cfnResourceType === CUSTOM_EVENT_BUS_TYPE)
    || (hasAttribute(value, 'eventBusArn') && String(value.eventBusArn).includes(':event-busv2/'));
};

export const BUS = leaf((value) => isBus(value) && !isCustomBus(value) && problemOfArn(value.eventBusArn, BUS_ARN) === undefined, {
  advice: (value) => {
    if (isCustomBus(value)) {
      return 'a Custom Event Bus has no rules: use ServiceEventSubscriber, ServiceEventSource or EventSourceSpoke with it, or give a bus that has rules, such as new events.EventBus(...)';
    }
    if (isBus(value)) {
      return ofArn(value, 'eventBusArn', BUS_ARN);
    }
    if (isNamedByArn(value)) {
      return 'its name is an ARN, which events.EventBus.fromEventBusArn(...) takes';
    }
    return hasAttribute((value as { bus?: unknown } | undefined)?.bus, 'eventBusArn')
      ? 'give its event bus, hub.bus'
      : 'give an event bus, such as new events.EventBus(...), events.EventBus.fromEventBusArn(...) or hub.bus';
  },
});

export const ACCOUNT = leaf((value) => typeof value === 'string' && /^\d{12}$/.test(value), {
  advice: 'an account id has 12 digits, and is given as a text', token: true,
});

const isRegion = (value: unknown) => typeof value === 'string' && !isNoRegion(value);

const regionAdvice = (value: unknown) => `it must be the name of a Region, such as '${(typeof value === 'string' ? nearestRegion(value) : undefined) ?? 'us-east-1'}'`;

export const REGION = leaf(isRegion, { advice: regionAdvice, token: true });

/** A Region in which a stack is made, so that it must be known before. */
export const KNOWN_REGION = leaf(isRegion, { advice: regionAdvice });

/** A text that is no text without a character. */
export const NAME = leaf((value) => typeof value === 'string' && value !== '', { advice: 'it must be a text with at least one character', token: true });

/** Where alarms go, by how urgent they are. */
export const ALARM_ACTIONS = struct<AlarmActions>(
  { page: listOf(ALARM_ACTION), ticket: listOf(ALARM_ACTION), ok: listOf(ALARM_ACTION) },
  'it must be an object with page, ticket or ok, each a list of actions',
);

/**
 * A name within limits.
 *
 * @param advice what the limits are
 */
export function nameLike(pattern: RegExp, advice: string): OptionKind {
  return leaf((value) => typeof value === 'string' && pattern.test(value), { advice, token: true });
}

export function textUpTo(characters: number): OptionKind {
  return leaf((value) => typeof value === 'string' && value.length <= characters, {
    advice: (value) => (typeof value === 'string' ? `it has ${value.length} characters, and AWS allows ${characters}` : `it must be a text of at most ${characters} characters`),
    token: true,
  });
}

/** A whole number within bounds. */
export function wholeNumber({ min, max }: { readonly min: number; readonly max: number }): OptionKind {
  return leaf((value) => Number.isInteger(value) && value >= min && value <= max, {
    advice: asNumber(`it must be a whole number from ${min} to ${max}`), token: true,
  });
}

/** A number in quotes looks right at first sight. */
function asNumber(advice: string): (value: unknown) => string {
  return (value) => (typeof value === 'string' ? `${advice}, and this is a text` : advice);
}

/**
 * One of the values of an enumeration.
 *
 * @param name as users write it
 */
export function oneOf(name: string, values: Record<string, unknown>): OptionKind {
  const constants = Object.keys(values).map((constant) => `${name}.${constant}`);
  return leaf((value) => Object.values(values).includes(value), { advice: `it must be one of ${constants.join(', ')}` });
}

/**
 * An object of a class of this library.
 *
 * @param advice how such an object is made
 */
export function instanceOf(type: { readonly prototype: unknown }, advice: string): OptionKind {
  return leaf((value) => value instanceof (type as new () => unknown), { advice });
}

function isNamedByArn(value: unknown): boolean {
  return String((value as { eventBusName?: unknown } | undefined)?.eventBusName).startsWith('arn:');
}

/** The constructs of the CDK have classes in several copies; what matters is the ARN or id. */
function hasAttribute(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && name in value;
}
