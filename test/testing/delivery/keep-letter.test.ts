import { keepLetter } from '../../../src/testing/delivery/keep-letter';
import { MetricLog } from '../../../src/testing/delivery/metric-log';
import { Letter, PlayedWay } from '../../../src/testing/delivery/played-way';

test('a letter is counted once, and is there and grows older each second until the queue drops it', () => {
  const [log, troubles] = [new MetricLog(), new Set<string>()];
  const queue = { environment: '111111111111 eu-west-1', queueName: 'letters', retentionSeconds: 600 };
  keepLetter({ troubles } as unknown as PlayedWay, { queue, at: 30 } as unknown as Letter, log);
  expect([...log.series.values()]).toMatchObject([
    { ...seriesOf('NumberOfMessagesSent'), points: [[30, 1]], standing: [] },
    { ...seriesOf('ApproximateNumberOfMessagesVisible'), points: [], standing: [{ from: 30, until: 630, perSecond: 0 }] },
    { ...seriesOf('ApproximateAgeOfOldestMessage'), points: [], standing: [{ from: 30, until: 630, perSecond: 1 }] },
  ]);
  expect(troubles).toEqual(new Set(log.series.keys()));
});

function seriesOf(metricName: string) {
  return { environment: '111111111111 eu-west-1', namespace: 'AWS/SQS', metricName, dimensions: { QueueName: 'letters' } };
}
