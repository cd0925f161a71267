import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/command/command-line';

function run(...args: string[]): { code: number; out: string; error: string } {
  let [out, error] = ['', ''];
  const code = runCommand(args, { write: (text) => { out += text; }, writeError: (text) => { error += text; }, isTerminal: false, readInput: () => JSON.stringify(EVENT), version: '1.2.3' });
  return { code, out, error };
}

const EVENT = { 'source': 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', 'account': '111111111111', 'region': 'eu-west-1', 'detail': { state: 'stopped' } };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:q';
const rule = (pattern: object, more: object = {}) => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern, ...more } });

function template(Resources: object, more: object = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'answers-')), 't.json');
  writeFileSync(path, JSON.stringify({ Resources, ...more }));
  return path;
}

describe('help', () => {
  const all = run('--help').out;

  test.each([['help'], ['--help'], ['-h']])('is what %s says, with every command on a line of its own', (name) => {
    expect(run(name)).toEqual({ code: 0, out: all, error: '' });
    expect(all.match(/^ {2}\w+(?= )/gm)!.map((text) => text.trim())).toEqual(['check', 'match', 'deliver', 'report', 'services', 'events', 'operations', 'sample', 'schema']);
  });

  test('is what is said where nothing is asked, which is a mistake', () => {
    expect(run()).toEqual({ code: 2, out: all, error: '' });
  });

  test.each(['check', 'match', 'deliver', 'report', 'services', 'sample'])('of %s is said with "help", "--help" and "-h" alike', (name) => {
    const { code, out } = run('help', name);
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringMatching(new RegExp(`^cdk-service-events ${name} `))]);
    expect([run(name, '--help'), run(name, 'x', '-h')]).toEqual(Array(2).fill({ code: 0, out, error: '' }));
  });

  test('of a command that there is none of is that of all', () => {
    expect(run('help', 'nothing').out).toBe(all);
  });

  test('has no options where there are none', () => {
    expect(run('help', 'sample').out.split('\n')).toHaveLength(4);
    expect(run('help', 'report').out).toMatch(/\n\n {2}--format FORMAT {13}json, markdown/);
  });

  test('is no version, which two names ask for', () => {
    expect([run('version'), run('--version')]).toEqual(Array(2).fill({ code: 0, out: '1.2.3\n', error: '' }));
  });
});

test.each([
  ['check', ['--region', 'us-east-1', '--account', '111111111111']],
  ['match', ['--event', '-', '--region', 'us-east-1', '--account', '111111111111']],
  ['deliver', ['--sample', 'aws.ec2/EC2 Instance State-change Notification', '--region', 'us-east-1', '--account', '111111111111']],
  ['report', ['--region', 'us-east-1', '--account', '111111111111']],
])('%s takes account and Region', (name, args) => {
  const { error, out } = run(name, ...args, template({ Rule: rule({ source: ['aws.ec2'] }, { Targets: [{ Id: 'T', Arn: QUEUE }] }) }));
  expect([error, out === '']).toEqual(['', false]);
});

describe('a mistake in the program', () => {
  test('is told as one, with exit code 2', () => {
    let error = '';
    const broken = { write: () => { throw new TypeError('broken'); }, writeError: (text: string) => { error += text; }, isTerminal: false, readInput: () => '', version: '1' };
    expect(runCommand(['--version'], broken)).toBe(2);
    expect(error).toMatch(/^cdk-service-events: Something went wrong that should not: TypeError: broken\n/);
  });

  test('of its user is told without', () => {
    expect(run('chek')).toEqual({ code: 2, out: '', error: expect.stringMatching(/^cdk-service-events: There is no command 'chek'\. Nearest: check[^\n]*\n$/) });
  });
});

describe('match', () => {
  const RESOURCES = {
    Right: rule({ source: ['aws.ec2'] }, { Name: 'named', Targets: [{ Id: 'T', Arn: QUEUE }, { Id: 'U', Arn: QUEUE, DeadLetterConfig: { Arn: QUEUE } }, { Id: 'V', Arn: { Ref: 'Own' } }] }),
    None: rule({ source: ['aws.ec2'] }),
    Wrong: rule({ detail: { state: ['running'] } }),
    Off: rule({ source: ['aws.ec2'] }, { State: 'DISABLED', Targets: [{ Id: 'T', Arn: QUEUE }] }),
    Own: { Type: 'AWS::SQS::Queue' },
    Nightly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)' } },
  };
  const match = (...args: string[]) => run('match', '--event', '-', '--account', '111111111111', '--region', 'eu-west-1', ...args, template(RESOURCES));

  test('says in JSON what each rule does with the event', () => {
    const { code, out } = match('--format', 'json');
    const { version, rules } = JSON.parse(out);
    expect([code, version]).toEqual([0, 1]);
    expect(rules.map(({ rule: name, logicalId, matches }: any) => [name, logicalId, matches])).toEqual([
      ['Right', 'Right', true], ['None', 'None', true], ['Wrong', 'Wrong', false], ['Off', 'Off', false],
    ]);
    expect(rules[0].targets).toEqual([
      { id: 'T', arn: QUEUE, input: JSON.stringify(EVENT) }, { id: 'U', arn: QUEUE, input: JSON.stringify(EVENT), deadLetterQueue: QUEUE }, { id: 'V', arn: expect.anything(), input: JSON.stringify(EVENT) },
    ].map((target) => ({ ...target, input: expect.any(String) })));
    expect(rules[2]).toEqual({ rule: 'Wrong', file: expect.stringMatching(/t\.json$/), logicalId: 'Wrong', matches: false, targets: [], mismatches: [{ path: 'detail.state', wanted: '["running"]', found: '"stopped"' }] });
    expect(rules[3]).toMatchObject({ matches: false, targets: [], mismatches: [], whyNot: expect.stringMatching(/./) });
    expect(rules[0]).not.toHaveProperty('whyNot');
  });

  test('says in words where the event goes, and where it does not', () => {
    const { code, out } = match();
    expect(code).toBe(0);
    expect(out).toMatch(/^The event reaches 2 of 4 rules\.\n\nRight\n {2}to arn:aws:sqs:eu-west-1:111111111111:q, without a dead-letter queue\n {2}to arn:aws:sqs:eu-west-1:111111111111:q\n {2}to /);
    expect(out).toContain('\n\nNone\n  it has no target\n');
    expect(out.match(/it has no target/g)).toHaveLength(1);
    expect(out).toMatch(/\n\nOff does not get it\n {2}[^\n]+\n\nWrong does not get it\n {2}detail\.state: the pattern wants \["running"\], the event has "stopped"\n$/);
  });

  test('takes a rule by its name or its logical id', () => {
    expect([match('--rule', 'named').out, match('--rule', 'Right').out].map((out) => out.split('\n')[0])).toEqual(Array(2).fill('The event reaches 1 of 1 rules.'));
    expect(match('--rule', 'Wrong').code).toBe(1);
    expect(match('--rule', 'Nightly').error).toMatch(/There is no rule 'Nightly' with an event pattern\. There are Right, None, Wrong, Off\.\n$/);
  });

  test('lists ten of many rules, and says so where there are none', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`R${at}`, rule({ source: ['aws.ec2'] })]));
    const error = (count: number) => run('match', '--event', '-', '--rule', 'x', template(many(count))).error;
    expect(error(10)).toMatch(/There are R0, .*, R9\.\n$/);
    expect(error(11)).toMatch(/There are R0, .*, R9, \.\.\.\.\n$/);
    expect(run('match', '--event', '-', '--rule', 'x', template({ Own: { Type: 'AWS::SQS::Queue' } })).error).toMatch(/There is no rule 'x' with an event pattern\.\n$/);
    expect(run('match', '--event', '-', template({ Own: { Type: 'AWS::SQS::Queue' } }))).toEqual({ code: 1, out: 'The event reaches 0 of 0 rules.\n', error: '' });
  });

  test('says in which template a pattern is refused', () => {
    expect(run('match', '--event', '-', template({ Rule: rule({ detail: { state: [{ 'nothing-like-it': 1 }] } }) }))).toMatchObject({ code: 2, error: expect.stringMatching(/t\.json: .*nothing-like-it/) });
  });
});

describe('deliver', () => {
  const path = template({ Rule: rule({ source: ['aws.ec2'] }, { Targets: [{ Id: 'T', Arn: QUEUE }] }) });

  test('says in JSON how the event ends, with 1 where it is lost or reaches nothing', () => {
    const deliver = (...args: string[]) => run('deliver', '--event', '-', ...args, '--format', 'json', path);
    expect(deliver().code).toBe(0);
    expect(JSON.parse(deliver().out)).toMatchObject({ version: 1, end: 'DELIVERED' });
    const lost = deliver('--fault', 'target-is-gone', '--fault', 'target-throttles');
    expect([lost.code, JSON.parse(lost.out)]).toEqual([1, expect.objectContaining({ version: 1, end: 'LOST' })]);
    expect(JSON.parse(lost.out)).not.toHaveProperty('trace');
  });

  test('says in JSON what may be lost, and in words each thing apart', () => {
    const { code, out } = run('deliver', '--format', 'json', path);
    expect(code).toBe(1);
    const { version, lost } = JSON.parse(out);
    expect(version).toBe(1);
    expect(lost.length).toBeGreaterThan(1);
    expect(run('deliver', path).out).toBe(`${lost.join('\n\n')}\n`);
  });

  test('looks for the faults that are named alone', () => {
    const { lost } = JSON.parse(run('deliver', '--fault', 'target-is-gone', '--format', 'json', path).out);
    expect(lost).toHaveLength(1);
  });
});

describe('report', () => {
  const TWO = { Rule: rule({ source: ['aws.ec2'] }) };
  const path = template(TWO);

  test('is a table, or JSON', () => {
    expect(run('report', path)).toEqual({ code: 0, out: expect.stringMatching(/^\| Rule \|/), error: '' });
    expect(JSON.parse(run('report', path, '--format', 'json').out)).toMatchObject({ rules: [expect.objectContaining({ rule: 'Rule' })] });
  });

  test('has advice of the CDK for what an app of it has made, and leaves out what is acknowledged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    const made = { Rule: { ...rule({ source: ['aws.ec2'] }, { Targets: [{ Id: 'T', Arn: QUEUE }] }), Metadata: { 'aws:cdk:path': 'S/Rule/Resource' } } };
    const of = (metadata: object) => {
      writeFileSync(join(folder, 't.json'), JSON.stringify({ Resources: made }));
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' }, metadata } } }));
      return JSON.parse(run('report', folder, '--format', 'json').out).rules[0].findings.filter(({ check }: any) => check === 'source-alone');
    };
    const open = of({});
    const known = of({ '/S/Rule': [{ type: 'aws:cdk:acknowledged-rules', data: { 'cdk-service-events::source-alone': 'known' } }] });
    expect([open.length, JSON.stringify(open) === JSON.stringify(known)]).toEqual([1, false]);
  });
});

describe('check', () => {
  test('ends with 1 for what is open alone', () => {
    const path = template({ Rule: rule({ source: ['aws.ec3'] }), Other: rule({ source: ['aws.ec2'] }) });
    const known = (check: string) => {
      const file = join(mkdtempSync(join(tmpdir(), 'known-')), 'a.json');
      writeFileSync(file, JSON.stringify([{ check, reason: 'known' }]));
      return run('check', path, '--acknowledgements', file).code;
    };
    expect([run('check', path).code, known('unknown-source'), known('source-alone')]).toEqual([1, 0, 1]);
  });
});
