import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NODE_VERSIONS } from '../../projenrc/workflows';

const ROOT = resolve(__dirname, '..', '..');
const FOLDER = join(ROOT, '.github', 'workflows');
const WORKFLOWS = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));

const textOf = (name: string) => WORKFLOWS.find(({ file }) => file === name)!.text;
const manifestOf = (name: string) => JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));

/** The numbers of a version, to compare. */
const numbersOf = (version: string) => version.split('.').map(Number);

function isAtLeast(version: string, lowest: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(lowest)];
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 || one[at] > (other[at] ?? 0);
}

describe('the version of Node.js', () => {
  test('of a build or release is the newest supported one', () => {
    const versions = ['build.yml', 'release.yml'].flatMap((name) => [...textOf(name).matchAll(/node-version: "?([^"\n]*)"?$/gm)].map(([, version]) => version));
    expect(versions.length).toBeGreaterThanOrEqual(10);
    expect([...new Set(versions)]).toEqual([NODE_VERSIONS.at(-1)]);
  });

  test('of a pull request is each supported one in turn', () => {
    expect(textOf('check.yml')).toContain('node-version: ${{ matrix.node }}');
    expect([...textOf('check.yml').matchAll(/^ {10}- "(\d+)"$/gm)].map(([, version]) => version)).toEqual(NODE_VERSIONS);
  });

  test.each(['jsii', 'jsii-rosetta', 'jsii-pacmak', 'aws-cdk-lib', 'jest'])('that users need is enough for %s', (name) => {
    const lowest = /(\d+\.\d+\.\d+)/.exec(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).engines.node)![1];
    const ranges: string[] = manifestOf(name).engines.node.split('||').map((range: string) => range.trim());
    const sameMajor = ranges.find((range) => numbersOf(/[\d.]+/.exec(range)![0])[0] === numbersOf(lowest)[0]) ?? ranges.at(-1)!;
    expect(isAtLeast(lowest, /[\d.]+/.exec(sameMajor)![0])).toBe(true);
  });
});

test('a pull request runs what .ci/run runs', () => {
  expect(textOf('check.yml')).toMatch(/on:\n {2}pull_request: \{\}/);
  expect(textOf('check.yml')).toContain('run: .ci/run\n');
});

test('both ends of the range of peers are tried on each pull request and each week, with everything that npm test runs', () => {
  expect(textOf('peers.yml')).toMatch(/on:\n {2}pull_request: \{\}\n {2}schedule:/);
  expect(textOf('peers.yml')).toContain('- oldest\n          - newest\n');
  expect(textOf('peers.yml')).toContain('run: npm run test:${{ matrix.end }}\n');
});

test.each([...WORKFLOWS, { file: 'package-lock.json', text: readFileSync(join(ROOT, 'package-lock.json'), 'utf8') }])('$file names no host of a package registry', ({ text }) => {
  expect(text).not.toMatch(/registry\.|pypi\.org|repo\d?\.maven|central\.sonatype|api\.nuget|proxy\.golang/);
});
