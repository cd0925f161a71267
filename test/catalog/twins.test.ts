import { readJsonLinesFacts } from '../../scripts/catalog/facts';
import { twinsOfCall, twinsOfEvent } from '../../src/catalog/twins';
import { everyOf } from '../support/every-of';

test('the twins are those that a document states', () => {
  const twins = readJsonLinesFacts<{ eventSource: string; operation: string; source: string; detailType: string; basis: string }>('twins.jsonl');
  const stated = twins.filter(({ basis }) => basis === 'stated');
  expect([twins.length, stated.length]).toEqual([365, 85]);
  for (const { eventSource, operation, source, detailType } of everyOf(stated)) {
    expect(twinsOfEvent(source, detailType).filter((twin) => twinsOfCall(eventSource, operation).includes(twin))).toHaveLength(1);
  }
  expect(twinsOfCall('ec2.amazonaws.com', 'StartInstances')).toEqual([]);
});

test('an event that no document tells of has none, and nor has a call', () => {
  expect(twinsOfEvent('aws.s3', 'Nothing')).toEqual([]);
  expect(twinsOfEvent('aws.nothing', 'Object Created')).toEqual([]);
  expect(twinsOfCall('nothing.amazonaws.com', 'RunTask')).toEqual([]);
});
