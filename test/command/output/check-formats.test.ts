import { CheckSeverity } from '../../../src/checks/check-severity';
import { CHECK_FORMATS } from '../../../src/command/output/check-formats';
import { PlacedFinding } from '../../../src/command/output/check-result';

const FOUND: PlacedFinding = {
  check: 'no-source',
  group: 'never-matches',
  severity: CheckSeverity.ERROR,
  message: 'It is wrong.',
  fix: 'Mend it.',
  file: 'a b/t.json',
  line: 3,
  logicalId: 'Rule',
  construct: 'Rule',
  location: 'EventPattern.source',
};
const finding = (change: Partial<PlacedFinding> = {}): PlacedFinding => ({ ...FOUND, ...change });
function written(format: string, findings: PlacedFinding[], { terminal = false, templates = 1, rules = 1 } = {}): string {
  return CHECK_FORMATS[format]({ findings, templates, rules }, terminal);
}

describe('as text', () => {
  test('findings that say the same are one with all places, and those that differ in anything are two', () => {
    expect(written('text', [
      finding(), finding({ file: 'u.json', line: undefined, logicalId: 'Other', construct: 'App/Other' }), finding({ message: 'It is bad.' }), finding({ fix: 'Leave it.' }),
      finding({ severity: CheckSeverity.WARNING }), finding({ check: 'source-alone' }),
    ], { templates: 2, rules: 3 })).toBe([
      'error no-source: It is wrong.', '  a b/t.json:3 Rule', '  u.json Other (App/Other)', '  Mend it.', '',
      'error no-source: It is bad.', '  a b/t.json:3 Rule', '  Mend it.', '',
      'error no-source: It is wrong.', '  a b/t.json:3 Rule', '  Leave it.', '',
      'warning no-source: It is wrong.', '  a b/t.json:3 Rule', '  Mend it.', '',
      'error source-alone: It is wrong.', '  a b/t.json:3 Rule', '  Mend it.', '',
      '3 rules in 2 templates: 5 errors, 1 warning, 0 for information', '',
    ].join('\n'));
  });

  test('what is acknowledged is counted alone', () => {
    const acknowledged = [CheckSeverity.ERROR, CheckSeverity.WARNING].map((severity) => finding({ severity, acknowledged: '' }));
    expect(written('text', [...acknowledged, finding({ severity: CheckSeverity.INFO }), finding({ severity: CheckSeverity.FATAL, message: 'F' }), finding({ severity: CheckSeverity.ERROR, message: 'E' })]))
      .toMatch(/\n1 rule in 1 template: 2 errors, 0 warnings, 1 for information, 2 acknowledged\n$/);
    expect(written('text', [...acknowledged])).toBe('1 rule in 1 template: 0 errors, 0 warnings, 0 for information, 2 acknowledged\n');
    expect(written('text', [acknowledged[0]])).toContain(', 1 acknowledged\n');
  });

  test('what a line may not hold is taken out of it, and ends of lines become spaces', () => {
    expect(written('text', [finding({ message: 'a\n\tb\u001bc\u2028d', fix: 'e\rf', logicalId: 'g\u0007', construct: 'h\n' })]))
      .toContain('error no-source: a b\ufffdc d\n  a b/t.json:3 g\ufffd (h )\n  e f\n');
  });

  test('a terminal shows each severity in its colour', () => {
    const colours = [CheckSeverity.FATAL, CheckSeverity.ERROR, CheckSeverity.WARNING, CheckSeverity.INFO].map((severity) => written('text', [finding({ severity })], { terminal: true }).split(' no-source')[0]);
    expect(colours).toEqual(['\u001b[31mfatal\u001b[0m', '\u001b[31merror\u001b[0m', '\u001b[33mwarning\u001b[0m', '\u001b[36minfo\u001b[0m']);
  });
});

test('as JSON, all is there', () => {
  expect(JSON.parse(written('json', [finding({ value: 7 })], { templates: 2 }))).toEqual({ version: 1, findings: [finding({ value: 7 })], templates: 2, rules: 1 });
});

describe('as Markdown', () => {
  test('each finding is a row, also one that is acknowledged', () => {
    expect(written('markdown', [finding({ message: 'a|b<c' }), finding({ acknowledged: 'It is known.' })])).toBe([
      '**1 rule in 1 template: 1 error, 0 warnings, 0 for information, 1 acknowledged**', '', '| Severity | Check | Where | What | What to do |', '|---|---|---|---|---|',
      '| error | `no-source` | a b/t.json:3 Rule | a\\|b&lt;c | Mend it. |', '| acknowledged | `no-source` | a b/t.json:3 Rule | It is wrong. | It is known. |', '',
    ].join('\n'));
  });

  test('nothing that is found is no table', () => {
    expect(written('markdown', [])).toBe('**1 rule in 1 template: 0 errors, 0 warnings, 0 for information**\n\n');
  });
});

test('as annotations of GitHub, each finding that is open is a line', () => {
  expect(written('github', [
    finding({ message: '100%\nof,it:' }), finding({ severity: CheckSeverity.INFO, line: undefined, file: 'a:b,c' }), finding({ severity: CheckSeverity.WARNING, acknowledged: 'x' }),
  ])).toBe([
    '::error file=a b/t.json,line=3,title=no-source::Rule: 100%25%0Aof,it: Mend it.', '::notice file=a%3Ab%2Cc,title=no-source::Rule: It is wrong. Mend it.',
    '1 rule in 1 template: 1 error, 0 warnings, 1 for information, 1 acknowledged', '',
  ].join('\n'));
});

test('as SARIF, each finding has its place, and what is acknowledged is suppressed', () => {
  const { runs: [{ results }] } = JSON.parse(written('sarif', [finding(), finding({ severity: CheckSeverity.INFO, line: undefined, construct: 'App/Rule', acknowledged: 'It is known.' })]));
  expect(results).toStrictEqual([
    {
      ruleId: 'no-source',
      level: 'error',
      message: { text: 'It is wrong. Mend it.' },
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'a%20b/t.json' }, region: { startLine: 3 } },
        logicalLocations: [{ name: 'Rule', fullyQualifiedName: 'Rule/EventPattern.source' }],
      }],
      partialFingerprints: { finding: 'no-source|Rule|EventPattern.source' },
    },
    {
      ruleId: 'no-source',
      level: 'note',
      message: { text: 'It is wrong. Mend it.' },
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'a%20b/t.json' } },
        logicalLocations: [{ name: 'Rule', fullyQualifiedName: 'App/Rule/EventPattern.source' }],
      }],
      partialFingerprints: { finding: 'no-source|App/Rule|EventPattern.source' },
      suppressions: [{ kind: 'inSource', justification: 'It is known.' }],
    },
  ]);
});
