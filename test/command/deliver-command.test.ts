import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { CustomEventBusStack } from '../../examples/typescript/custom-event-bus-stack';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { runCommand } from '../../src/command/command-line';
import { testApp } from '../support/test-app';

const SAMPLE = ['--sample', 'aws.guardduty/GuardDuty Finding'];
const PLAIN = {
  Resources: {
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['aws.guardduty'] }, Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:us-east-1:111111111111:work' }] },
    },
  },
};

function run(...args: string[]): { code: number; out: string; error: string } {
  let [out, error] = ['', ''];
  const code = runCommand(['deliver', ...args], {
    write: (text) => { out += text; }, writeError: (text) => { error += text; }, isTerminal: false, readInput: () => JSON.stringify({ 'source': 'aws.guardduty', 'detail-type': 'GuardDuty Finding' }), version: '1',
  });
  return { code, out, error };
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'deliver-'));
}

function plain(): string {
  const path = join(folder(), 'template.json');
  writeFileSync(path, JSON.stringify(PLAIN));
  return path;
}

function synthesized(create: (app: App) => unknown): string {
  const outdir = folder();
  const app = testApp({ outdir });
  create(app);
  app.synth();
  return outdir;
}

const ENV = { account: '111111111111', region: 'us-east-1' };
const operations = () => synthesized((app) => new OperationsStack(app, 'Operations', { env: ENV }));
const customBus = () => synthesized((app) => new CustomEventBusStack(app, 'Bus', { env: ENV }));

describe('an event', () => {
  test('is traced through a plain template, and lost with exit code 1', () => {
    expect(run(...SAMPLE, '--fault', 'target-is-gone', plain())).toEqual({
      code: 1,
      error: '',
      out: [
        "Event 'GuardDuty Finding' of aws.guardduty, us-east-1",
        '  while every target is gone',
        '  rule Rule',
        '    to arn:aws:sqs:us-east-1:111111111111:work (sqs)',
        '      0 s         NO_RESOURCE: arn:aws:sqs:us-east-1:111111111111:work is gone',
        '      0 s         not tried again',
        '      0 s         lost: the target has no dead-letter queue',
        '      LOST, and nobody is told',
        '  no alarm goes off',
        '',
      ].join('\n'),
    });
  });

  test('is read from the standard input, and delivered late with exit code 0', () => {
    const { code, out } = run('--event', '-', '--fault', 'target-throttles:arn:aws:sqs:us-east-1:111111111111:work@10min', plain());
    expect(code).toBe(0);
    expect(out).toContain('throttles, for 10 min');
    expect(out).toMatch(/DELIVERED, 16 min \d+ s late/);
  });

  test('is answered as data', () => {
    const { out } = run(...SAMPLE, '--format', 'json', plain());
    expect(JSON.parse(out)).toMatchObject({ version: 1, end: 'DELIVERED', ways: [{ rule: 'Rule', attempts: 1 }] });
  });

  test('that no rule matches is an answer with exit code 1', () => {
    expect(run('--sample', 'aws.ec2/EC2 Instance State-change Notification', plain())).toMatchObject({ code: 1, out: expect.stringContaining('source: wanted ["aws.guardduty"]') });
  });
});

test('without an event, every rule and every fault is tried', () => {
  expect(run(operations())).toEqual({ code: 0, out: 'No event is lost, whatever single thing breaks.\n', error: '' });
  const { code, out } = run(plain());
  expect(code).toBe(1);
  expect(out.match(/^An event is lost: the target has no dead-letter queue\.$/gm)).toHaveLength(5);
});

test('without an event, one that is kept and of which nobody is told counts, unless alarms are left out', () => {
  const path = join(folder(), 'template.json');
  const { Rule: { Type, Properties } } = PLAIN.Resources;
  const letters = { 'Fn::GetAtt': ['Letters', 'Arn'] };
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: letters }];
  writeFileSync(path, JSON.stringify({
    Resources: {
      Rule: { Type, Properties: { ...Properties, Targets: [{ ...Properties.Targets[0], DeadLetterConfig: { Arn: letters } }] } },
      Letters: { Type: 'AWS::SQS::Queue' },
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: { Statement } } },
    },
  }));
  expect(run(path)).toMatchObject({ code: 1, out: expect.stringContaining('An event is kept in Letters, and nobody is told') });
  expect(run('--without-alarms', path)).toMatchObject({ code: 0, out: expect.stringContaining('No event is lost') });
});

describe('what is wrong on the command line', () => {
  test.each([
    [['--fault', 'target-gone'], "There is no fault 'target-gone'."],
    [['--fault', 'target-is-gone:'], 'after the colon comes what has the fault'],
    [['--fault', 'target-is-gone@soon'], 'after the @ comes a time'],
    [['--fault', 'target-is-gone:wrok'], "The app has no target or rule 'wrok'."],
    [['--fault', 'handler-fails:Rule'], 'The app has no function that is a target'],
    [['--event-bus', 'central'], "The app has no event bus 'central' with rules. Possible: default."],
    [['--parameter', 'Stage=prod'], "The templates have nothing called 'Stage'."],
    [['--parameter', 'Stage'], 'write NAME=VALUE'],
    [['--faults', 'x'], "There is no option '--faults' here."],
  ])('%j is refused with words', (args, words) => {
    expect(run(...SAMPLE, ...args, plain())).toMatchObject({ code: 2, out: '', error: expect.stringContaining(words) });
  });

  test('is an event that is none', () => {
    const path = join(folder(), 'event.json');
    writeFileSync(path, '[]');
    expect(run('--event', path, plain())).toMatchObject({ code: 2, error: expect.stringContaining('An event is a JSON object') });
  });
});

describe('an app with a Custom Event Bus', () => {
  test('is played with event sources and subscribers', () => {
    const path = join(folder(), 'event.json');
    writeFileSync(path, JSON.stringify({ 'source': 'aws.guardduty', 'detail-type': 'GuardDuty Finding', 'region': 'us-east-1', 'detail': { severity: 8 } }));
    const { code, out, error } = run('--event', path, '--fault', 'target-is-gone:Bus/Findings', '--event-bus', 'service-events', customBus());
    expect([error, code]).toEqual(['', 0]);
    expect(out).toContain('subscriber Bus/SevereFinding on Bus/Bus');
    expect(out).toMatch(/1 d {9}recorded in Bus\/SubscriberDeadLetterQueue for 14 d/);
  });

  test('loses nothing, whatever single thing breaks', () => {
    expect(run(customBus())).toEqual({ code: 0, error: '', out: 'No event is lost, whatever single thing breaks.\n' });
  });
});
