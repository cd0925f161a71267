import { Duration } from 'aws-cdk-lib';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ServiceEventBus } from './service-event-bus';

/** What a second subscriber needs to deliver the same events in the same way. */
export interface Redelivery {
  readonly eventBusArn: string;
  /** None where the bus is made elsewhere. */
  readonly retentionDays?: number;
  readonly encryptionKey?: kms.IKey;
  /** As AWS CloudFormation takes them. What is undefined is left out. */
  readonly properties: Record<string, unknown>;
}

/** How a subscriber calls its target, in the words of the resource. */
export interface Call {
  readonly invokeConfiguration: Record<string, unknown>;
  readonly transformer?: eventsv2.CfnSubscriber.TransformerProperty;
  readonly batchConfiguration?: eventsv2.CfnSubscriber.BatchConfigurationProperty;
}

export function redeliveryOf(
  eventBusArn: string, bus: eventsv2.IEventBusRef, { invokeConfiguration, transformer, batchConfiguration }: Call,
): Redelivery {
  const own = bus instanceof ServiceEventBus ? bus : undefined;
  return {
    eventBusArn,
    retentionDays: own?._retentionDays,
    encryptionKey: own?._encryptionKey,
    properties: {
      InvokeConfiguration: invokeConfiguration,
      Transformer: transformer && transformerOf(transformer),
      BatchConfiguration: batchConfiguration && {
        MaxBatchSize: batchConfiguration.maxBatchSize, MaxBatchWindowInSeconds: batchConfiguration.maxBatchWindowInSeconds,
      },
    },
  };
}

/** For how long the bus keeps what it has; undefined where it is made elsewhere. */
export function eventsKeptBy(bus: eventsv2.IEventBusRef): Duration | undefined {
  const days = bus instanceof ServiceEventBus ? bus._retentionDays : undefined;
  return days === undefined ? undefined : Duration.days(days);
}

function transformerOf({ type, jsonataConfiguration }: eventsv2.CfnSubscriber.TransformerProperty): object {
  const expression = (jsonataConfiguration as eventsv2.CfnSubscriber.JsonataConfigurationProperty | undefined)?.expression;
  return { Type: type, JsonataConfiguration: expression === undefined ? undefined : { Expression: expression } };
}
