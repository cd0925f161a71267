import { Sender } from './dispatch';
import { jsonText, parseJson } from '../../../pattern/input/json-text';
import { Refusal } from '../refusal';

const SERVICE_PREFIX = 'aws.';

/**
 * EventBridge gives an event that is put on a bus a new id, the account that puts it and the Region of the bus. The time,
 * the resources and all else stay.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export const toBus: Sender = async ({ target: { Arn: busArn }, arn: { region, resource }, payload }, { aws, account }) => {
  if (!resource.startsWith('event-bus/')) {
    throw new Refusal('the target is not an event bus');
  }
  const put = eventOf(payload);
  if (put.source.startsWith(SERVICE_PREFIX)) {
    throw new Refusal('EventBridge lets nobody put events of AWS services on a bus: replay them from an archive, or handle them where they are');
  }
  if (account !== undefined && put.account !== undefined && put.account !== account) {
    throw new Refusal(`an event of account ${put.account}: put on a bus from here it would become one of account ${account}, which rules tell apart`);
  }
  if (put.region !== undefined && put.region !== region) {
    throw new Refusal(`an event of ${put.region}: put on a bus in ${region} it would become one of that Region, which rules tell apart`);
  }
  const entry = {
    EventBusName: busArn,
    Source: put.source,
    DetailType: put.detailType,
    Detail: jsonText(put.detail),
    Resources: put.resources,
    Time: new Date(put.time),
  };
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  return {
    call: 'PutEvents',
    repeatable: false,
    note: 'the bus gives each event a new id',
    send: async (options) => {
      const { Entries: [result] = [] } = await aws.client(EventBridgeClient, region).send(new PutEventsCommand({ Entries: [entry] }), options);
      if (!result?.EventId) {
        throw refusedEntry(result?.ErrorCode, result?.ErrorMessage);
      }
    },
  };
};

/** An entry that is refused comes with a status of 200, and says by its code what other calls say by their status. */
function refusedEntry(code: string | undefined, message = 'the answer names no event'): Error {
  const status = code === undefined ? undefined : code.startsWith('Internal') ? 500 : 400;
  return Object.assign(new Error(message), { name: code ?? 'Error', $metadata: { httpStatusCode: status } });
}

interface PutEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: string[];
  readonly time: string;
  readonly account?: string;
  readonly region?: string;
}

/** @throws Refusal when the rule makes something else of the event than an event */
function eventOf(payload: string): PutEvent {
  let read: unknown;
  try {
    read = parseJson(payload);
  } catch {
    // Told below.
  }
  const { source, detail, time, account, region, resources, 'detail-type': detailType } = (read ?? {}) as Record<string, any>;
  const isEvent = typeof source === 'string' && typeof detailType === 'string' && typeof detail === 'object' && detail !== null && !Number.isNaN(Date.parse(time));
  if (!isEvent) {
    throw new Refusal('the input that the rule makes of this event is not an event, which is all that a bus takes');
  }
  return { source, detail, time, account, region, detailType, resources };
}
