import { AwsService } from 'cdk-service-events';
import { environmentOf } from '../../src/command/environment';
import { givenEvent, givenParameters, isEventGiven } from '../../src/command/event-options';
import { parseFault } from '../../src/command/fault-option';
import { nearestText } from '../../src/command/nearest-text';
import { Options } from '../../src/command/options';
import { parseSample, sampleOf, serviceNamed } from '../../src/command/sample-of';

const SPECS = [
  { name: 'region', takes: 'REGION', help: '' }, { name: 'account', takes: 'ID', help: '' }, { name: 'fault', takes: 'FAULT', multiple: true, help: '' }, { name: 'quiet', help: '' },
  { name: 'event', takes: 'FILE', help: '' }, { name: 'sample', takes: 'KIND', help: '' }, { name: 'parameter', takes: 'NAME=VALUE', multiple: true, help: '' },
];
const parse = (...args: string[]) => Options.parse(args, SPECS);

describe('options', () => {
  test('are texts, lists of texts, or there', () => {
    const options = parse('--region', 'a', 'first', '--fault', 'b', '--fault=c', '--quiet', 'second');
    expect([options.text('region'), options.text('account'), options.text('quiet'), options.text('fault')]).toEqual(['a', undefined, undefined, undefined]);
    expect([options.texts('fault'), options.texts('parameter'), options.texts('region')]).toEqual([['b', 'c'], [], []]);
    expect([options.has('quiet'), options.has('region'), parse().has('quiet')]).toEqual([true, false, false]);
    expect(options.positionals).toEqual(['first', 'second']);
  });

  test('have one of several values, or the usual one', () => {
    expect([parse().oneOf('region', ['a', 'b'], 'a'), parse('--region', 'b').oneOf('region', ['a', 'b'], 'a')]).toEqual(['a', 'b']);
    expect(() => parse('--region', 'c').oneOf('region', ['a', 'b'], 'a')).toThrow("--region is 'c', and possible are a, b.");
  });

  test.each<[string[], RegExp]>([
    [['--regoin', 'a'], /^There is no option '--regoin' here\. Nearest: --region/],
    [['-q'], /^There is no option '-q' here\./],
    [['--region'], /argument missing/],
    [['--quiet=x'], /^Option '--quiet' does not take an argument$/],
  ])('%j are refused', (args, words) => {
    expect(() => parse(...args)).toThrow(words);
  });

  test.each([
    [['--account', '123456789012'], { account: '123456789012' }],
    [['--region', 'us-gov-west-1'], { region: 'us-gov-west-1' }],
    [['--account', '123456789012', '--region', 'eu-west-1'], { account: '123456789012', region: 'eu-west-1' }],
    [[], {}],
  ])('%j give the environment %j', (args, environment) => {
    expect(environmentOf(parse(...args))).toStrictEqual(environment);
  });

  test.each([['--account', '1234567890123'], ['--account', ''], ['--region', 'eu'], ['--region', 'EU-WEST-1'], ['--region', '']])('%s %p is refused', (name, value) => {
    expect(() => environmentOf(parse(name, value))).toThrow(`${name} is '${value}'`);
  });
});

describe('an event', () => {
  const surroundings = (input: string) => ({ write: () => undefined, isTerminal: false, readInput: () => input });

  test('is given by a file or as a sample', () => {
    expect([[], ['--event', 'x'], ['--sample', 'x'], ['--event', 'x', '--sample', 'y']].map((args) => isEventGiven(parse(...args)))).toEqual([false, true, true, true]);
    expect(givenEvent(parse('--event', '-'), surroundings('{ "a": 1 }'))).toEqual({ a: 1 });
    expect(givenEvent(parse('--sample', 's3/Object Created'), surroundings(''))).toMatchObject({ source: 'aws.s3' });
    expect(() => givenEvent(parse('--event', 'no-such-file'), surroundings('{}'))).toThrow('no-such-file cannot be read');
  });

  test.each([[[]], [['--event', 'x', '--sample', 'y']]])('is not given by %j', (args) => {
    expect(() => givenEvent(parse(...args), surroundings('{}'))).toThrow('Give either --event FILE, or --sample');
  });

  test('is sampled by any name of its service, and its operations by theirs', () => {
    expect(parseSample('Amazon S3/Object Created')).toMatchObject({ 'source': 'aws.s3', 'detail-type': 'Object Created' });
    expect(parseSample('iam/CreateUser')).toMatchObject({ 'source': 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' });
    expect(() => parseSample('/x')).toThrow("--sample is '/x': write SOURCE/DETAIL-TYPE");
    expect(() => parseSample('s3')).toThrow("--sample is 's3': write SOURCE/DETAIL-TYPE");
    expect(() => parseSample('s/x')).toThrow("no AWS service called 's'");
  });

  test('that a service does not send is refused with the nearest that it does, named once', () => {
    expect(() => sampleOf(serviceNamed('s3'), 'Object Creatd')).toThrow(/Nearest: '?Object Created/);
    expect(() => sampleOf(serviceNamed('s3'), 'object created')).toThrow(/Object Created/);
    const said = (() => { try { sampleOf(serviceNamed('iam'), 'CreateUsr'); return ''; } catch (error) { return (error as Error).message; } })();
    expect(said.match(/Nearest/g)).toHaveLength(1);
    const [withoutCalls] = AwsService.all().filter((service) => service._apiCallPattern === undefined && service.detailTypes.length > 0);
    expect(() => sampleOf(withoutCalls, 'CreateIt')).toThrow(new RegExp(`^CloudTrail is not known to record API calls of ${withoutCalls.serviceName}: .* Nearest: `));
  });
});

test.each([
  ['Stage=prod', { Stage: 'prod' }],
  ['A=b=c', { A: 'b=c' }],
  ['A=', { A: '' }],
])('the parameter %p is %j', (text, parameters) => {
  expect(givenParameters(parse('--parameter', text))).toEqual(parameters);
});

test.each(['Stage', '=prod', ''])('the parameter %p is refused', (text) => {
  expect(() => givenParameters(parse('--parameter', text))).toThrow(`--parameter is '${text}': write NAME=VALUE.`);
});

describe('a fault', () => {
  test.each([
    ['target-is-gone', { name: 'target-is-gone' }],
    ['target-is-gone:Work', { name: 'target-is-gone', of: 'Work' }],
    ['target-is-gone:a:b', { name: 'target-is-gone', of: 'a:b' }],
    ['target-is-gone@30s', { name: 'target-is-gone', lastsSeconds: 30 }],
    ['target-is-gone:Work@2m', { name: 'target-is-gone', of: 'Work', lastsSeconds: 120 }],
    ['target-is-gone:Work@5min', { name: 'target-is-gone', of: 'Work', lastsSeconds: 300 }],
    ['target-is-gone:W@rk@2h', { name: 'target-is-gone', of: 'W@rk', lastsSeconds: 7_200 }],
    ['target-is-gone@1d', { name: 'target-is-gone', lastsSeconds: 86_400 }],
  ])('%s is %j', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  test.each([
    ['target-is-gon', /^There is no fault 'target-is-gon'\. Nearest: target-is-gone/],
    [':Work', /^There is no fault ''/],
    ['target-is-gone:', /after the colon comes what has the fault, such as target-is-gone:Work/],
    ['target-is-gone@soon', /after the @ comes a time/],
    ['target-is-gone@2w', /after the @ comes a time/],
  ])('%s is refused', (text, words) => {
    expect(() => parseFault(text)).toThrow(words);
  });
});

test('the nearest names are told where there are any', () => {
  expect([nearestText('chek', ['check', 'match']), nearestText('check', [])]).toEqual([' Nearest: check, match.', '']);
});
