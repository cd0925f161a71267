import { Delivery, Sender } from './dispatch';
import { JsonNumber, jsonText, parseJson } from '../../../pattern/input/json-text';
import { Refusal } from '../refusal';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const OLDEST = 14 * DAY;
const NEWEST = 2 * HOUR;

export const toLogGroup: Sender = async (delivery, { aws, once }) => {
  const { arn: { region, resource } } = delivery;
  if (!resource.startsWith('log-group:')) {
    throw new Refusal('the target is not a log group');
  }
  const sdk = await import('@aws-sdk/client-cloudwatch-logs');
  const place = { logGroupName: resource.replace(/^log-group:/, '').replace(/:\*$/, ''), logStreamName: 'redrive' };
  const logEvent = logEventOf(delivery);
  const now = aws.clock.now();
  if (!(logEvent.timestamp >= now - OLDEST && logEvent.timestamp <= now + NEWEST)) {
    throw new Refusal('CloudWatch Logs takes no events that are older than 14 days, or more than 2 hours ahead');
  }
  const client = () => aws.client(sdk.CloudWatchLogsClient, region);
  return {
    call: 'PutLogEvents',
    repeatable: false,
    send: async (options) => {
      await once(`stream of ${region} ${place.logGroupName}`, async () => {
        try {
          await aws.call('CreateLogStream', (attempt) => client().send(new sdk.CreateLogStreamCommand(place), attempt), { repeatable: true });
        } catch (error) {
          if ((error as { code?: string }).code !== 'ResourceAlreadyExistsException') {
            throw error;
          }
        }
      });
      const { rejectedLogEventsInfo: rejected } = await client().send(new sdk.PutLogEventsCommand({ ...place, logEvents: [logEvent] }), options);
      if (rejected) {
        throw new Refusal(`CloudWatch Logs takes no events of that age: ${JSON.stringify(rejected)}`);
      }
    },
  };
};

/** An input transformer of a log group makes an object with `timestamp` and `message`. */
function logEventOf({ payload, letter }: Delivery): { timestamp: number; message: string } {
  try {
    const { timestamp, message } = parseJson(payload) as Record<string, any>;
    if (timestamp !== undefined && message !== undefined) {
      const time = timestamp instanceof JsonNumber ? Number(timestamp.text) : timestamp;
      return { timestamp: new Date(time).getTime(), message: typeof message === 'string' ? message : jsonText(message) };
    }
  } catch {
    // Text is a message as it is.
  }
  const time = letter.kind === 'delivery' ? letter.delivered.time : undefined;
  return { timestamp: new Date(time).getTime(), message: payload };
}
