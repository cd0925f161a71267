import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Acknowledgements } from '../../../src/command/input/acknowledgements';
import { readTemplates } from '../../../src/command/input/read-templates';
import { checkTemplates } from '../../../src/command/output/check-result';

const rule = (pattern: object) => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern } });
const UNKNOWN = rule({ source: ['aws.ec3'] });
const ALONE = rule({ source: ['aws.ec2'] });

function folder(files: Record<string, unknown>, indent = 0): string {
  const outer = mkdtempSync(join(tmpdir(), 'result-'));
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(outer, name), JSON.stringify(content, undefined, indent)));
  return outer;
}

function resultOf(outer: string, { hasLines = true } = {}) {
  const read = readTemplates([outer], {});
  const asRead = hasLines ? read : read.map((one) => ({ ...one, document: { ...one.document, lineOf: () => undefined } }));
  return checkTemplates(asRead, Acknowledgements.NONE);
}

test('what is surest is first, then by check, file, line and construct', () => {
  const template = { Resources: { Z: ALONE, B: UNKNOWN, A: UNKNOWN, Y: ALONE } };
  const told = (indent: number, hasLines = true) => resultOf(folder({ 'b.json': template, 'a.json': template }, indent), { hasLines })
    .findings.map(({ severity, check, file, logicalId }) => `${severity} ${check} ${file.slice(-6)} ${logicalId}`);
  const byName = ['a', 'b'].flatMap((name) => ['A', 'B'].map((id) => `error unknown-source ${name}.json ${id}`)).concat(['a', 'b'].flatMap((name) => ['Y', 'Z'].map((id) => `warning source-alone ${name}.json ${id}`)));
  const byLine = ['a', 'b'].flatMap((name) => ['B', 'A'].map((id) => `error unknown-source ${name}.json ${id}`)).concat(['a', 'b'].flatMap((name) => ['Z', 'Y'].map((id) => `warning source-alone ${name}.json ${id}`)));
  expect(told(0)).toEqual(byName);
  expect(told(0, false)).toEqual(byName);
  expect(told(2)).toEqual(byLine);
});

test('a finding has the line of what it is about, and the file from where the command runs', () => {
  const outer = folder({ 't.json': { Resources: { A: UNKNOWN } } }, 2);
  const { findings: [finding], templates, rules } = resultOf(outer);
  expect([templates, rules]).toEqual([1, 1]);
  expect(finding).toStrictEqual({
    check: 'unknown-source',
    group: expect.any(String),
    severity: 'error',
    message: expect.any(String),
    fix: expect.any(String),
    file: relative('.', join(outer, 't.json')),
    line: 7,
    logicalId: 'A',
    construct: 'A',
    location: expect.stringMatching(/^Properties\.EventPattern\.source/),
    value: 'aws.ec3',
  });
  expect(Object.keys(resultOf(outer, { hasLines: false }).findings[0])).not.toContain('line');
});

test('a finding of the whole app has no value where it is about none', () => {
  const { findings } = resultOf(folder({ 't.json': { Resources: { A: { ...ALONE, Properties: { ...ALONE.Properties, Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:eu-west-1:111111111111:q' }] } } } } }));
  expect(findings.filter((finding) => 'value' in finding && finding.value === undefined)).toEqual([]);
});

test('a file that is the folder itself is named as it was given', () => {
  const [read] = readTemplates([join(folder({ 't.json': { Resources: { A: UNKNOWN } } }), 't.json')], {});
  const { findings: [finding] } = checkTemplates([{ ...read, document: { ...read.document, path: '.' } }], Acknowledgements.NONE);
  expect(finding.file).toBe('.');
});
