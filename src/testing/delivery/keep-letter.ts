import { MetricLog } from './metric-log';
import { Letter, PlayedWay } from './played-way';

/** What CloudWatch shows of a queue with a letter in it. */
export function keepLetter(way: PlayedWay, { queue, at }: Letter, log: MetricLog): void {
  const { environment, queueName, retentionSeconds } = queue;
  const metric = (metricName: string) => ({ environment, namespace: 'AWS/SQS', metricName, dimensions: { QueueName: queueName } });
  const standing = { from: at, until: at + retentionSeconds };
  way.troubles.add(log.count(metric('NumberOfMessagesSent'), at));
  way.troubles.add(log.stand(metric('ApproximateNumberOfMessagesVisible'), { ...standing, perSecond: 0 }));
  way.troubles.add(log.stand(metric('ApproximateAgeOfOldestMessage'), { ...standing, perSecond: 1 }));
}
