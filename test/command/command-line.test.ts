import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Stack, Stage, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService } from 'cdk-service-events';
import fc from 'fast-check';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { runCommand } from '../../src/command/command-line';
import { parseText } from '../../src/command/input/document';
import { everyOf } from '../support/every-of';
import { checkedApp, reportOf } from '../support/findings';

const FIXTURES = resolve(__dirname, 'fixtures');
const SAM = join(FIXTURES, 'sam.yaml');
const PLAN = join(FIXTURES, 'terraform-plan.json');

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function run(args: string[], { input = '', isTerminal = false } = {}): Ran {
  let [out, error] = ['', ''];
  const code = runCommand(args, {
    write: (text) => { out += text; }, writeError: (text) => { error += text; }, isTerminal, readInput: () => input, version: '1.2.3',
  });
  return { code, out, error };
}

function json(...args: string[]): any {
  return JSON.parse(run([...args, '--format', 'json']).out);
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'command-'));
}

function file(name: string, content: unknown): string {
  const path = join(folder(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  return path;
}

function templateWith(pattern: object): object {
  return { Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern } } } };
}

/** The value with another in its nth place. */
function replaced(value: any, nth: number, to: unknown): any {
  const places: (string | number)[][] = [];
  const visit = (inner: any, path: (string | number)[]) => {
    places.push(path);
    if (typeof inner === 'object' && inner !== null) {
      Object.keys(inner).forEach((name) => visit(inner[name], [...path, name]));
    }
  };
  visit(value, []);
  const set = (inner: any, [name, ...names]: (string | number)[]): any => (name === undefined ? to
    : Object.assign(Array.isArray(inner) ? [...inner] : { ...inner }, { [name]: set(inner[name], names) }));
  return set(value, places[1 + nth % Math.max(1, places.length - 1)] ?? []);
}

const WRONG = templateWith({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifications'] });
const RIGHT = templateWith({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] });
const STOPPED = { 'source': 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', 'detail': { state: 'stopped' } };

describe('check', () => {
  test('finds in a cloud assembly what the plugin finds in the app, stages and nested stacks included', () => {
    const outdir = folder();
    const app = checkedApp({ outdir });
    new events.Rule(new Stack(app, 'Plain'), 'Misspelt', { eventPattern: { source: ['aws.ec3'] } });
    const stage = new Stage(app, 'Prod', { env: { account: '123456789012', region: 'eu-west-1' } });
    new events.Rule(new Stack(stage, 'Iam'), 'Calls', { eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'] } });
    const { findings } = reportOf(app);
    const found = json('check', outdir).findings;
    expect(found.map(({ check, severity, construct, message }: any) => `${check} ${severity} ${construct} ${message}`).sort())
      .toEqual(findings.map(({ id, severity, path, text }) => `${id} ${severity} ${path} ${text}`).sort());
    expect(found.length).toBeGreaterThan(1);
  });

  test('takes what the app has acknowledged as acknowledged, with its reason', () => {
    const outdir = folder();
    const app = checkedApp({ outdir });
    const stack = new Stack(app, 'Plain');
    new events.Rule(stack, 'All', { eventPattern: { source: ['aws.ec2'] } });
    Validations.of(stack).acknowledge({ id: 'cdk-service-events::source-alone', reason: 'All of it is wanted.' });
    app.synth();
    const { findings } = json('check', outdir);
    expect(findings).toContainEqual(expect.objectContaining({ check: 'source-alone', acknowledged: 'All of it is wanted.' }));
    expect(run(['check', outdir, '--fail-on', 'warning']).code).toBe(0);
  });

  test('says in which line of the file a fault stands', () => {
    const { findings } = json('check', SAM, '--region', 'us-east-1');
    expect(findings).toContainEqual(expect.objectContaining({ check: 'unknown-detail-type', logicalId: 'HandlerStopped', line: 13, file: relative('.', SAM) }));
  });

  test('reads the events of AWS SAM as the rules that they become, with the queue and the permission that SAM makes', () => {
    const { findings, rules } = json('check', SAM, '--region', 'us-east-1');
    expect(rules).toBe(4);
    const of = (logicalId: string) => findings.filter((finding: any) => finding.logicalId === logicalId).map(({ check }: any) => check);
    expect(of('HandlerStopped')).toEqual(['unknown-detail-type']);
    expect(of('MachineFailed')).toEqual(['dead-letter-queue-policy']);
    expect(of('HandlerNightly')).toEqual([]);
  });

  test('reads a plan of Terraform: rules, targets, queues and topics, in modules too', () => {
    const { findings } = json('check', PLAN);
    expect(findings.map(({ check, construct }: any) => `${check} ${construct}`)).toEqual(expect.arrayContaining([
      'value-outside-enumeration aws_cloudwatch_event_rule.stopped',
      'dead-letter-queue-kind aws_cloudwatch_event_rule.stopped',
      'wrong-region module.audit.aws_cloudwatch_event_rule.root[0]',
      'no-dead-letter-queue module.audit.aws_cloudwatch_event_rule.root[0]',
    ]));
    // A policy that only the apply knows is no policy that lacks a statement.
    expect(findings.map(({ check }: any) => check)).not.toContain('dead-letter-queue-policy');
  });

  test.each([
    ['error', 1, 0],
    ['warning', 1, 1],
    ['info', 1, 1],
    ['never', 0, 0],
  ])('ends with --fail-on %s with %i for an error, and with %i for a warning', (failOn, ofError, ofWarning) => {
    const error = file('e.json', templateWith({ source: ['aws.ec3'] }));
    const warning = file('w.json', templateWith({ source: ['aws.ec2'] }));
    expect(run(['check', error, '--fail-on', failOn]).code).toBe(ofError);
    expect(run(['check', warning, '--fail-on', failOn]).code).toBe(ofWarning);
  });

  test('reads all that a folder holds: templates, assemblies and plans, below it too', () => {
    const outer = folder();
    ['assembly', 'hand/written'].forEach((inner) => mkdirSync(join(outer, inner), { recursive: true }));
    copyFileSync(PLAN, join(outer, 'plan.json'));
    copyFileSync(SAM, join(outer, 'hand/written/sam.yaml'));
    writeFileSync(join(outer, 'assembly/t.json'), JSON.stringify(WRONG));
    writeFileSync(join(outer, 'assembly/manifest.json'), JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' } } } }));
    const { templates, findings } = json('check', outer);
    expect(templates).toBe(3);
    expect([...new Set(findings.map((finding: any) => basename(finding.file)))].sort()).toEqual(['plan.json', 'sam.yaml', 't.json']);
  });

  test.each<[string, (path: string) => string[]]>([
    ['twice', (path) => [path, path]],
    ['and with its folder', (path) => [path, dirname(path)]],
    ['with its folder before', (path) => [dirname(path), path]],
    ['as another spelling of its path', (path) => [path, `${dirname(path)}/./${basename(path)}`]],
  ])('reads a file that is named %s once', (_how, paths) => {
    expect(json('check', ...paths(file('t.json', WRONG)))).toMatchObject({ templates: 1, rules: 1 });
  });

  test('keeps the findings of two templates whose resources have one name, in the order of file and line', () => {
    const outer = folder();
    const two = { Resources: { Second: Object.values(WRONG)[0].Rule, First: Object.values(WRONG)[0].Rule } };
    const paths = ['b.json', 'a.json'].map((name) => {
      writeFileSync(join(outer, name), JSON.stringify(two, undefined, 2));
      return join(outer, name);
    });
    const found = json('check', ...paths).findings.filter(({ check }: any) => check === 'unknown-detail-type').map((finding: any) => [basename(finding.file), finding.logicalId]);
    expect(found).toEqual([['a.json', 'Second'], ['a.json', 'First'], ['b.json', 'Second'], ['b.json', 'First']]);
  });

  test('looks for the wrong Region where one is given, and not without', () => {
    const template = file('t.json', templateWith({ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventName: ['CreateUser'] } }));
    const found = (...options: string[]) => json('check', template, ...options).findings.map(({ check }: any) => check);
    expect([found(), found('--region', 'eu-west-1'), found('--region', 'us-east-1')]).toEqual([[], ['wrong-region'], []]);
  });

  test('takes acknowledgements from a file, for one resource or for all', () => {
    const template = file('t.json', templateWith({ source: ['aws.ec3'] }));
    const acknowledged = (entries: unknown) => json('check', template, '--acknowledgements', file('a.yaml', entries)).findings
      .filter((finding: any) => finding.acknowledged === 'known').map(({ check }: any) => check);
    expect(acknowledged([{ check: 'unknown-source', resource: 'Ru*', reason: 'known' }])).toEqual(['unknown-source']);
    expect(acknowledged([{ check: 'unknown-source', reason: 'known' }])).toEqual(['unknown-source']);
    expect(acknowledged([{ check: 'unknown-source', resource: 'Other*', reason: 'known' }])).toEqual([]);
  });

  test.each([
    ['[{ "check": "unknown-sourse", "reason": "x" }]', /there is no check 'unknown-sourse'. Nearest: unknown-source/],
    ['[{ "check": "unknown-source" }]', /say the reason/],
    ['[{ "check": "unknown-source", "reason": "x", "resorce": "y" }]', /'resorce' is not known/],
    ['{}', /holds no list/],
  ])('refuses the acknowledgements %s', (text, words) => {
    const { code, error } = run(['check', file('t.json', RIGHT), '--acknowledgements', file('a.json', text)]);
    expect(code).toBe(2);
    expect(error).toMatch(words);
  });

  test('writes SARIF with a rule for every check, and a result with file and line', () => {
    const { runs: [{ tool, results }], version } = JSON.parse(run(['check', SAM, '--format', 'sarif']).out);
    expect(version).toBe('2.1.0');
    expect(tool.driver.rules.map(({ id }: any) => id)).toEqual(ALL_CHECKS.map(({ id }) => id));
    const result = results.find(({ ruleId }: any) => ruleId === 'unknown-detail-type');
    expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'test/command/fixtures/sam.yaml' }, region: { startLine: 13 } });
  });

  test('writes annotations of GitHub, and a table of Markdown', () => {
    expect(run(['check', SAM, '--format', 'github']).out).toMatch(/^::error file=test\/command\/fixtures\/sam.yaml,line=\d+,title=[a-z-]+::/m);
    expect(run(['check', SAM, '--format', 'markdown']).out).toMatch(/^\| error \| `dead-letter-queue-policy` \|/m);
  });

  test('uses colours in a terminal alone', () => {
    expect(run(['check', SAM]).out).not.toContain('\u001b');
    expect(run(['check', SAM], { isTerminal: true }).out).toContain('\u001b[31merror\u001b[0m');
  });

  test('says a finding of several rules once, with all places', () => {
    const pattern = { source: ['aws.ec3'] };
    const both = { Resources: { One: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern } }, Two: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern } } } };
    const { out } = run(['check', file('t.json', both)]);
    expect(out.match(/error unknown-source/g)).toHaveLength(1);
    expect(out).toMatch(/t\.json:\d+ One\n.*t\.json:\d+ Two/);
  });

  test('keeps what stands in a template from writing into the terminal or starting a line', () => {
    const { out } = run(['check', file('t.json', templateWith({ source: ['aws.\u001b[2Jec3\n::error::x'] }))]);
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/^::/m);
  });
});

describe('what cannot be read', () => {
  test.each<[string, () => string, RegExp]>([
    ['no file', () => 'no-such-file.json', /There is no file or folder 'no-such-file.json'/],
    ['half a JSON', () => file('a.json', '{"Resources": {'), /is not JSON/],
    ['broken YAML', () => file('a.yaml', 'Resources: {a: [}'), /neither JSON nor YAML/],
    ['a key twice', () => file('a.yaml', 'Resources: {}\nResources: {}'), /neither JSON nor YAML/],
    ['something else', () => file('a.json', { hello: 'world' }), /is no template/],
    ['a list', () => file('a.json', []), /is no template/],
    ['Resources that are a list', () => file('a.json', { Resources: [] }), /is no template/],
    ['a number', () => file('a.yaml', '42'), /is no template/],
    ['an empty file', () => file('a.yaml', ''), /is no template/],
    ['an empty folder', folder, /holds no template/],
    ['a manifest without artifacts', () => file('manifest.json', {}), /has no artifacts/],
    ['a manifest that names a file outside', () => file('manifest.json', {
      artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: '../../etc/passwd' } } },
    }), /outside of the folder/],
    ['aliases that grow without end', () => file('a.yaml', [
      'a: &a [x, x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[at]}`).join(', ')}]`), 'Resources: *f',
    ].join('\n')), /Excessive alias count/],
    ['an alias of itself', () => file('a.yaml', 'Resources: &r\n  A: *r\n'), /deeper than 200 levels|cannot be read/],
    ['a file without end of depth', () => file('a.yaml', `Resources: ${'['.repeat(5000)}${']'.repeat(5000)}`), /./],
    ['a file that is too large', () => file('a.json', ' '.repeat(65 * 1024 * 1024)), /has 65 MB, and files of up to 64 MB are read/],
  ])('%s is said, with exit code 2', (_, path, words) => {
    const { code, error, out } = run(['check', path()]);
    expect(error).toMatch(words);
    expect(error).not.toContain('should not');
    expect([code, out]).toEqual([2, '']);
  });

  test.each<[string, object, RegExp]>([
    ['a resource that is a text', { A: 'x' }, /t\.json:3, Resources\.A: this is "x", and must be a resource/],
    ['a resource without a type', { A: {} }, /Resources\.A: Type is nothing/],
    ['properties that are a list', { A: { Type: 'X', Properties: [] } }, /Resources\.A\.Properties: this is \[\]/],
    ['a function with too little', { A: { Type: 'X', Properties: { B: { 'Fn::Join': 4 } } } }, /t\.json:7, Resources\.A\.Properties\.B\.Fn::Join: it takes a delimiter and a list, and is given 4/],
    ['a reference to a number', { A: { Type: 'X', Properties: { B: [{ Ref: 7 }] } } }, /Resources\.A\.Properties\.B\.0\.Ref: it takes a name, and is given 7/],
  ])('%s is said with its line, with exit code 2', (_, Resources, words) => {
    const { code, error } = run(['check', file('t.json', { Resources })]);
    expect(error).toMatch(words);
    expect(code).toBe(2);
  });

  test.each([
    [{ planned_values: { root_module: { resources: [{ address: 7, type: 'aws_sqs_queue' }] } } }, /planned_values\.root_module\.resources\[0\]\.address is 7, and should be a text/],
    [{ planned_values: { root_module: { child_modules: {} } } }, /child_modules is \{\}, and should be a list/],
    [{ values: {}, configuration: [] }, /configuration is \[\], and should be an object/],
    [{ values: {}, configuration: { root_module: { module_calls: { audit: 7 } } } }, /module_calls\.audit is 7, and should be an object/],
    [{ values: {}, configuration: { root_module: { module_calls: { audit: { module: { resources: {} } } } } } }, /module_calls\.audit\.module\.resources is \{\}, and should be a list/],
  ])('a plan of Terraform that is none is said, with exit code 2: %j', (plan, words) => {
    const { code, error } = run(['check', file('p.json', { format_version: '1.2', ...plan })]);
    expect(error).toMatch(words);
    expect(code).toBe(2);
  });

  test('a nested stack that holds itself is said, with exit code 2', () => {
    const outer = folder();
    const nested = { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'n.json' } } } };
    writeFileSync(join(outer, 'manifest.json'), JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' } } } }));
    ['t.json', 'n.json'].forEach((name) => writeFileSync(join(outer, name), JSON.stringify(nested)));
    const { code, error } = run(['check', outer]);
    expect(error).toMatch(/holds itself, by n\.json/);
    expect(code).toBe(2);
  });

  test('conditions, maps and parameters that need each other are no end', () => {
    const { code } = run(['check', file('t.json', {
      Conditions: { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } },
      Resources: { Rule: { Type: 'AWS::Events::Rule', Condition: 'A', Properties: { EventPattern: { source: [{ 'Fn::If': ['A', 'aws.ec2', 'aws.s3'] }] } } } },
    })]);
    expect(code).toBe(0);
  });

  test('a device that never ends is read as far as files are read', () => {
    expect(run(['check', '/dev/zero'])).toMatchObject({ code: 2, error: expect.stringMatching(/more than 64 MB/) });
  });

  test('long YAML is refused before it is read', () => {
    expect(run(['check', file('t.yaml', `Resources:\n${'  # x\n'.repeat(500_000)}`)])).toMatchObject({ code: 2, error: expect.stringMatching(/3 MB of YAML, and up to 2 MB are read/) });
  });

  test('a value of any kind in any place of a template or plan ends with findings or a sentence', () => {
    const odd = [
      null, true, 0, -1, '', '${', '${A.B}', [], [null], {}, { Ref: 'Rule' }, { Ref: 7 }, { 'Fn::If': ['C', 1, 2] }, { 'Fn::Sub': ['${X}', { X: null }] }, { 'Fn::GetAtt': 3 },
      'arn:aws:sqs', { Service: null }, { AWS: null },
    ];
    const wholes = [JSON.parse(readFileSync(PLAN, 'utf8')), parseText(SAM, readFileSync(SAM, 'utf8')).value];
    const changesOfAny = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...odd)), { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(fc.constantFrom(...wholes), changesOfAny, (whole, changes) => {
      const changed = changes.reduce((value, [nth, to]) => replaced(value, nth, to), whole);
      const path = file('t.json', changed);
      for (const args of [['check', path], ['report', path], ['match', '--sample', 'ec2/EC2 Instance State-change Notification', path]]) {
        expect(run(args).error).not.toContain('should not');
      }
    }), { numRuns: 60 });
  });

  test('a template that cannot be read is said in a folder of others too, and what is no template is passed over', () => {
    const outer = folder();
    writeFileSync(join(outer, 'a.json'), JSON.stringify(RIGHT));
    writeFileSync(join(outer, 'package.json'), '{ "name": ');
    expect(run(['check', outer]).code).toBe(0);
    writeFileSync(join(outer, 'b.yaml'), 'Resources:\n  A: {Type: AWS::SQS::Queue\n');
    expect(run(['check', outer])).toMatchObject({ code: 2, error: expect.stringMatching(/b\.yaml is neither JSON nor YAML/) });
  });

  test('an assembly that holds itself is read once', () => {
    const outer = folder();
    mkdirSync(join(outer, 'inner'));
    const artifacts = (directoryName: string) => JSON.stringify({ artifacts: { A: { type: 'cdk:cloud-assembly', properties: { directoryName } }, S: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' } } } });
    writeFileSync(join(outer, 'manifest.json'), artifacts('.'));
    writeFileSync(join(outer, 't.json'), JSON.stringify(RIGHT));
    symlinkSync(outer, join(outer, 'inner', 'again'));
    expect(json('check', outer).templates).toBe(1);
  });
});

describe('match', () => {
  test('says which rules an event reaches, and what turns it away from the others', () => {
    const template = file('t.json', {
      Resources: {
        Right: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.ec2'] }, Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:eu-west-1:123456789012:q' }] } },
        Wrong: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.ec2'], detail: { state: ['running'] } } } },
      },
    });
    const { code, out } = run(['match', '--event', file('e.json', STOPPED), template]);
    expect(code).toBe(0);
    expect(out).toContain('The event reaches 1 of 2 rules.');
    expect(out).toContain('Right\n  to arn:aws:sqs:eu-west-1:123456789012:q');
    expect(out).toContain('Wrong does not get it\n  detail.state: the pattern wants ["running"], the event has "stopped"');
  });

  test('names the rules first that come nearest to an event', () => {
    const ruleOn = (detail: object) => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.ec2'], detail } } });
    const template = file('t.json', { Resources: { Far: ruleOn({ state: ['running'], zone: ['a'], image: ['b'] }), Near: ruleOn({ state: ['running'] }), Middle: ruleOn({ state: ['running'], zone: ['a'] }) } });
    const { out } = run(['match', '--event', file('e.json', STOPPED), template]);
    expect(out.match(/\w+(?= does not get it)/g)).toEqual(['Near', 'Middle', 'Far']);
  });

  test('reads the event from the standard input', () => {
    expect(run(['match', '--event', '-', file('t.json', RIGHT)], { input: JSON.stringify(STOPPED) }).code).toBe(0);
  });

  test('ends with 1 when no rule gets the event', () => {
    expect(run(['match', '--event', '-', file('t.json', WRONG)], { input: JSON.stringify(STOPPED) }).code).toBe(1);
  });

  test('makes a sample by itself', () => {
    expect(run(['match', '--sample', 'aws.ec2/EC2 Instance State-change Notification', file('t.json', RIGHT)]).out).toContain('reaches 1 of 1');
    expect(run(['match', '--sample', 'aws.ec2/EC2 Instance State-change Notification', SAM]).out).toContain('HandlerStopped does not get it');
  });

  test('looks at the rule that is named alone', () => {
    const both = { Resources: { Right: Object.values((RIGHT as any).Resources)[0], Wrong: Object.values((WRONG as any).Resources)[0] } };
    const of = (rule: string) => run(['match', '--event', '-', '--rule', rule, file('t.json', both)], { input: JSON.stringify(STOPPED) });
    expect([of('Right').code, of('Wrong').code]).toEqual([0, 1]);
    expect(of('Right').out).not.toContain('Wrong');
  });

  test('fills in parameters', () => {
    const template = file('t.json', { Parameters: { State: { Type: 'String' } }, ...templateWith({ detail: { state: [{ Ref: 'State' }] } }) });
    const given = (value: string) => run(['match', '--event', '-', '--parameter', `State=${value}`, template], { input: JSON.stringify(STOPPED) }).code;
    expect([given('stopped'), given('running')]).toEqual([0, 1]);
  });

  test('takes account and Region of a template that says them from there, and of another one from the options', () => {
    const pattern = { account: [{ Ref: 'AWS::AccountId' }], region: [{ Ref: 'AWS::Region' }] };
    const template = file('template.json', templateWith(pattern));
    const assembly = folder();
    writeFileSync(join(assembly, 'template.json'), JSON.stringify(templateWith(pattern)));
    writeFileSync(join(assembly, 'manifest.json'), JSON.stringify({
      artifacts: { S: { type: 'aws:cloudformation:stack', environment: 'aws://111111111111/eu-west-1', properties: { templateFile: 'template.json' } } },
    }));
    const given = (path: string, account: string, region: string, ...more: string[]) => run(['match', '--event', '-', '--account', account, '--region', region, ...more, path], {
      input: JSON.stringify({ ...STOPPED, account: '111111111111', region: 'eu-west-1' }),
    }).code;
    expect([given(assembly, '111111111111', 'eu-west-1'), given(assembly, '222222222222', 'us-east-1')]).toEqual([0, 0]);
    expect([given(template, '111111111111', 'eu-west-1'), given(template, '222222222222', 'us-east-1')]).toEqual([0, 1]);
    expect(given(assembly, '111111111111', 'eu-west-1', '--parameter', 'AWS::Region=us-east-1')).toBe(1);
  });

  test.each([
    [['match', PLAN], /Give either --event FILE, or --sample/],
    [['match', '--event', 'a', '--sample', 'b/c', PLAN], /Give either --event FILE, or --sample/],
    [['match', '--sample', 'ec2', PLAN], /write SOURCE\/DETAIL-TYPE/],
    [['match', '--sample', 'ec2/EC2 Instance State-change Notificatio', PLAN], /EC2 Instance State-change Notification/],
    [['match', '--sample', 'ec3/x', PLAN], /no AWS service called 'ec3'/],
    [['match', '--event', '-', PLAN], /The event is none/],
    [['match', '--sample', 's3/Object Created', '--rule', 'nobody', PLAN], /There is no rule 'nobody'/],
    [['match', '--sample', 's3/Object Created', '--parameter', 'x', PLAN], /write NAME=VALUE/],
    [['match', '--sample', 's3/Object Created', '--region', 'Ireland', PLAN], /a Region is named like eu-west-1/],
    [['match', '--sample', 's3/Object Created', '--account', '12', PLAN], /12 digits/],
  ])('refuses %j', (args, words) => {
    const { code, error } = run(args, { input: '{}' });
    expect(error).toMatch(words);
    expect(code).toBe(2);
  });
});

test.each<[string, (levels: number) => string]>([
  ['objects', (levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)],
  ['lists', (levels) => `${'['.repeat(levels)}1${']'.repeat(levels)}`],
  ['both in turn', (levels) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`],
])('%s of a template may be nested 200 levels deep, and no deeper', (_what, nested) => {
  expect(() => parseText('t.json', nested(200))).not.toThrow();
  expect(() => parseText('t.json', nested(202))).toThrow('it is nested deeper than 200 levels');
});

describe('the catalogue', () => {
  test('is searched as on the page of services', () => {
    const [first] = json('services', 'instance', 'stopped').services;
    expect(first).toMatchObject({ id: 'ec2', constant: 'EC2' });
    expect(first.events[0].name).toBe('EC2 Instance State-change Notification');
    expect(run(['services', 'zzzzqqq'])).toMatchObject({ code: 1, out: expect.stringContaining('Nearest:') });
  });

  test('shows twenty of the services that a word finds, and says how many more there are', () => {
    const found = json('services', 'data').services.length;
    const { out } = run(['services', 'data']);
    expect(out.match(/^\S.*AwsService\./gm)).toHaveLength(20);
    expect(out).toContain(`and ${found - 20} more`);
  });

  test('is written as data for other tools', () => {
    const { version, services } = json('services');
    expect(version).toBe(1);
    expect(services.map(({ id }: any) => id)).toEqual(AwsService.all().map((service) => service._slug));
    expect(services.find(({ id }: any) => id === 'iam')).toMatchObject({ constant: 'IAM', operations: expect.arrayContaining(['CreateUser']) });
  });

  test('is as its JSON Schema says', () => {
    const schema = JSON.parse(readFileSync(resolve(__dirname, '..', '..', 'docs', 'catalog.schema.json'), 'utf8'));
    const { service } = schema.$defs;
    for (const entry of everyOf<any>(json('services').services)) {
      expect(Object.keys(entry).filter((name) => !(name in service.properties))).toEqual([]);
      expect(service.required.filter((name: string) => !(name in entry))).toEqual([]);
      expect(schema.$defs.deliveryType.enum).toContain(entry.deliveryType);
    }
  });

  test('says events, operations, samples and schemas of a service by any of its names', () => {
    expect(json('events', 'Amazon EC2').events).toContainEqual({ detailType: 'EC2 Instance State-change Notification', deliveryType: 'BEST_EFFORT' });
    expect(json('operations', 'iam').operations).toContain('CreateUser');
    expect(JSON.parse(run(['sample', 's3', 'Object Created']).out)).toMatchObject({ 'source': 'aws.s3', 'detail-type': 'Object Created' });
    expect(JSON.parse(run(['sample', 'iam', 'CreateUser']).out)).toMatchObject({ detail: { eventName: 'CreateUser' } });
    expect(run(['schema', 'ec2', 'EC2 Instance State-change Notification']).out).toContain('detail.state');
  });

  test.each([
    [['events'], /Give a service, which is missing/],
    [['events', 'Amazon', 'EC2'], /quotation marks/],
    [['events', 'ec3'], /Nearest: 'ec2'/],
    [['sample', 's3', 'Object Creted'], /Object Created/],
    [['schema', 's3', 'Object Creted'], /Object Created/],
  ])('refuses %j', (args, words) => {
    const { code, error } = run(args);
    expect(error).toMatch(words);
    expect(code).toBe(2);
  });
});

describe('report', () => {
  test('has every rule with its targets and findings', () => {
    const { rules } = json('report', SAM);
    expect(rules.map(({ rule }: any) => rule)).toEqual(['HandlerCreated', 'HandlerNightly', 'HandlerStopped', 'MachineFailed']);
    expect(rules[3]).toMatchObject({ services: ['AWS Glue'], targets: [{ type: 'AWS::StepFunctions::StateMachine', resource: 'Machine', deadLetterQueue: 'Letters' }] });
    expect(run(['report', SAM]).out).toContain('| Rule | Service | Channel | Delivery | Region | Targets | Dead-letter queue | Retry | Alarms | Findings |');
    expect(run(['report', SAM]).out).toContain('| HandlerStopped | Amazon Elastic Compute Cloud |');
  });
});

describe('the command', () => {
  test.each([
    [['chek'], /There is no command 'chek'. Nearest: check/],
    [['check', '--fromat', 'json', SAM], /There is no option '--fromat' here. Nearest: --format/],
    [['check', '--format', 'xml', SAM], /--format is 'xml', and possible are text, json, sarif, markdown, github/],
    [['check', '--format'], /argument missing|expects/i],
    [['check'], /Give a path/],
  ])('refuses %j', (args, words) => {
    const { code, error } = run(args);
    expect(error).toMatch(words);
    expect(code).toBe(2);
  });

  test('explains itself and each of its commands', () => {
    expect(run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('finds rules that never match') });
    expect(run(['check', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--fail-on SEVERITY') });
    expect(run([]).code).toBe(2);
    expect(run(['--version']).out).toBe('1.2.3\n');
  });

  test.each(Object.entries({
    check: ['--format', '--fail-on', '--acknowledgements', '--region', '--account'],
    match: ['--event FILE', '--sample', '--rule NAME', '--parameter NAME=VALUE', '--region', '--account'],
    deliver: ['--event FILE', '--sample', '--fault FAULT', '--parameter NAME=VALUE', '--without-alarms'],
    report: ['--format'],
    services: ['--format'],
    events: ['--format'],
    operations: ['--format'],
    sample: [],
    schema: ['--format'],
  }))('explains the options of %s', (name, options) => {
    const { code, out } = run([name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`cdk-service-events ${name}`);
    expect(options.filter((option) => !out.includes(option))).toEqual([]);
  });
});

describe('what to do is said', () => {
  const pattern = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] };
  const target = { Id: 'T', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } };

  test('in words of the template, where no app of the CDK has made it', () => {
    const { findings } = json('check', file('t.json', {
      Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern, Targets: [target] } } },
    }));
    expect(findings.map(({ check }: any) => check)).toEqual(expect.arrayContaining(['no-dead-letter-queue', 'target-refuses-events']));
    expect(findings.map(({ fix }: any) => fix).join(' ')).not.toMatch(/ServiceEventProtection|this library|targets\.|aws-events-targets/);
  });

  test('in words of the CDK too, where one has', () => {
    const rule = { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern, Targets: [target] }, Metadata: { 'aws:cdk:path': 'App/Rule/Resource' } };
    const { findings } = json('check', file('t.json', { Resources: { Rule: rule } }));
    expect(findings.find(({ check }: any) => check === 'no-dead-letter-queue').fix).toContain('ServiceEventProtection');
  });
});
