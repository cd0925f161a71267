import { matchReport, mismatchReport } from '../../src/testing/tester-messages';

const EVENT = { 'source': 'aws.x', 'detail-type': 'X' };
const mismatch = (path: string, wanted = '"a"') => ({ path, wanted, found: '"b"' });
const told = (count: number) => Array.from({ length: count }, (_, at) => ({ rule: `Rule${at}`, mismatches: [mismatch('source')] }));

describe('that an event matches no rule is told', () => {
  test('with the rules that come nearest first', () => {
    const three = [['Far', ['source', 'account']], ['Near', ['region']], ['Farther', ['source', 'account', 'region']]] as const;
    const text = mismatchReport(EVENT, three.map(([rule, paths]) => ({ rule, mismatches: paths.map((path) => mismatch(path)) })), {});
    expect(text.match(/^ {2}\S+/gm)).toEqual(['  Near', '  Far', '  Farther']);
    expect(text).toMatch(/^Event 'X' of aws\.x matches none of 3 rules:\n/);
  });

  test('with five of them, and the number of the others', () => {
    expect(mismatchReport(EVENT, told(5), {})).not.toContain('other rules');
    expect(mismatchReport(EVENT, told(6), {})).toMatch(/Rule4\n.*\n {2}and 1 other rules$/);
  });

  test('with the first stand-in that a pattern wants', () => {
    const text = mismatchReport(EVENT, [{ rule: 'Rule', mismatches: [mismatch('source', '"one", "other"')] }], { None: 'none', One: 'one', Other: 'other' });
    expect(text).toContain("(a stand-in: what 'One' is, the deployment decides");
  });
});

test('that an event matches rules is told with their patterns, up to 300 characters', () => {
  const report = (length: number) => matchReport(EVENT, [{ logicalId: 'Rule', eventBusName: 'default', targets: [], eventPattern: { source: ['x'.repeat(length - 15)] } }]);
  expect(report(300)).toMatch(/x"\]\}$/);
  expect(report(301)).toMatch(/x"\]\.\.\. \(301 characters\)$/);
});
