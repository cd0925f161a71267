import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unknownOf } from '../../scripts/catalog/audit/audited-event';
import { collectedEvents } from '../../scripts/catalog/audit/collected-events';

const STATE_CHANGE = { 'source': 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', 'detail': { 'instance-id': 'i-1', 'state': 'stopped' } };

describe('the events of a folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test('are found alone, in lists, in the files of a trail and one a line', () => {
    mkdirSync(join(folder, 'inner'));
    writeFileSync(join(folder, 'one.json'), JSON.stringify(STATE_CHANGE));
    writeFileSync(join(folder, 'inner', 'list.json'), JSON.stringify({ events: [STATE_CHANGE, STATE_CHANGE] }));
    writeFileSync(join(folder, 'trail.json.gz'), gzipSync(JSON.stringify({ Records: [{ eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }] })));
    writeFileSync(join(folder, 'lines.jsonl'), `${JSON.stringify(STATE_CHANGE)}\nnot JSON\n${JSON.stringify(STATE_CHANGE)}\n`);
    writeFileSync(join(folder, 'other.txt'), JSON.stringify(STATE_CHANGE));
    expect(collectedEvents(folder)).toHaveLength(6);
  });
});

describe('the catalogue', () => {
  test('knows all of a usual event', () => {
    expect(unknownOf(STATE_CHANGE)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a source', { ...STATE_CHANGE, source: 'aws.unheard-of' }, ['source aws.unheard-of: not in the catalogue']],
    ['a kind of events', { ...STATE_CHANGE, 'detail-type': 'EC2 Instance State-change Notificatio' },
      ["aws.ec2: does not send 'EC2 Instance State-change Notificatio' (nearest: 'EC2 Instance State-change Notification')"]],
    ['a field', { ...STATE_CHANGE, detail: { ...STATE_CHANGE.detail, colour: 'red' } },
      ["aws.ec2 'EC2 Instance State-change Notification': no field detail.colour"]],
    ['a value', { ...STATE_CHANGE, detail: { ...STATE_CHANGE.detail, state: 'asleep' } },
      ["aws.ec2 'EC2 Instance State-change Notification': detail.state has \"asleep\", which the list of its values lacks"]],
    ['an event source', { eventSource: 'unheard-of.amazonaws.com', eventName: 'DoIt' }, ['event source unheard-of.amazonaws.com: not in the catalogue (DoIt)']],
    ['a call', { eventSource: 'iam.amazonaws.com', eventName: 'CreateUsers' }, ["iam.amazonaws.com: no call 'CreateUsers' is known"]],
    ['that a call reads', { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', readOnly: true }, ["iam.amazonaws.com: 'CreateUser' is recorded as read-only"]],
    ['a service event', { eventSource: 'kms.amazonaws.com', eventName: 'Sing', eventType: 'AwsServiceEvent' }, ["kms.amazonaws.com: no service event 'Sing' is known"]],
  ])('may not know %s, which is printed', (_what, event, sentences) => {
    expect(unknownOf(event)).toEqual(sentences);
  });

  test('says nothing of events of apps, nor of records of other kinds', () => {
    expect(unknownOf({ 'source': 'com.example.shop', 'detail-type': 'Order Placed', 'detail': {} })).toEqual([]);
    expect(unknownOf({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn' })).toEqual([]);
  });
});
