import { FaultRow } from '../../../src/checks/report/fault-rows';
import { faultTable } from '../../../src/checks/report/fault-table';
import { RuleRow } from '../../../src/checks/report/rule-row';

const fault = (name: string, end: string, more: Partial<FaultRow> = {}): FaultRow => ({ fault: name, end, afterSeconds: 0, tells: [], ...more });
const row = (rule: string, faults?: FaultRow[], kind?: RuleRow['kind']) => ({ rule, kind, faults }) as RuleRow;
/** The cells of the table, line by line, without the line below the headings. */
const cellsOf = (...rows: RuleRow[]) => faultTable(rows).split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---')).map((line) => line.slice(2, -2).split(' | '));
const onlyCell = (...faults: FaultRow[]) => cellsOf(row('Stack/Rule', faults))[1][1];

test('there is no table where no rule has an event', () => {
  expect(faultTable([])).toBe('');
  expect(faultTable([row('Stack/Rule'), row('Stack/Other', [])])).toBe('');
});

test('a rule without an event has no line', () => {
  expect(cellsOf(row('Stack/None'), row('Stack/Rule', [fault('target-is-gone', 'LOST')]), row('Stack/Empty', []))).toEqual([
    ['Rule', 'Target refuses, or is gone'],
    ['Stack/Rule', '**lost**, tells nobody'],
  ]);
});

test('what is no rule says what it is', () => {
  expect(cellsOf(row('Stack/Subscriber', [fault('target-is-gone', 'LOST')], 'subscriber'))[1][0]).toBe('subscriber Stack/Subscriber');
});

describe('a column', () => {
  test.each<[string, FaultRow]>([
    ['Target throttles for an hour', fault('target-throttles', 'DELIVERED', { lastsSeconds: 3_600 })],
    ['Target throttles, or is slow, for good', fault('target-throttles', 'LOST')],
    ['Target throttles, or is slow, for good', fault('target-is-slow', 'LOST')],
    ['Target refuses, or is gone', fault('target-refuses', 'LOST')],
    ['Target refuses, or is gone', fault('target-is-gone', 'LOST')],
    ['Event is too large', fault('event-is-too-large', 'LOST')],
    ['Function fails', fault('handler-fails', 'LOST')],
    ['Other Region or account is cut off', fault('region-is-cut-off', 'LOST')],
    ['Other Region or account is cut off', fault('account-is-cut-off', 'LOST')],
  ])('%s is there where a rule has such a fault: %#', (heading, one) => {
    expect(cellsOf(row('Stack/Rule', [one]))[0]).toEqual(['Rule', heading]);
  });

  test('is empty for a rule that has no such fault', () => {
    expect(cellsOf(row('A', [fault('target-is-gone', 'LOST')]), row('B', [fault('handler-fails', 'LOST')]))).toEqual([
      ['Rule', 'Target refuses, or is gone', 'Function fails'],
      ['A', '**lost**, tells nobody', '-'],
      ['B', '-', '**lost**, tells nobody'],
    ]);
  });
});

describe('a cell', () => {
  const kept = { deadLetterQueue: 'Stack/Letters' };

  test('tells the worst of what faults do', () => {
    const [lost, dead, delivered] = [fault('target-is-gone', 'LOST'), fault('target-refuses', 'DEAD_LETTERED', kept), fault('target-refuses', 'DELIVERED')];
    expect(onlyCell(delivered, dead, lost)).toBe('**lost**, tells nobody');
    expect(onlyCell(delivered, dead)).toBe('kept in Stack/Letters, tells nobody');
    expect(onlyCell(delivered)).toBe('delivered');
    expect(onlyCell(fault('target-is-gone', 'NOT_MATCHED'))).toBe('-');
  });

  test('tells the first of two that are as bad', () => {
    expect(onlyCell(fault('target-is-gone', 'LOST', { tells: ['Stack/Page'] }), fault('target-refuses', 'LOST'))).toBe('**lost**, tells Stack/Page');
  });

  test('tells who hears of it', () => {
    expect(onlyCell(fault('target-is-gone', 'DEAD_LETTERED', { ...kept, tells: ['Stack/Page', 'Stack/Ticket'] }))).toBe('kept in Stack/Letters, tells Stack/Page, Stack/Ticket');
  });

  test('tells how late an event is that is delivered at last', () => {
    expect(onlyCell(fault('target-throttles', 'DELIVERED', { lastsSeconds: 3_600, afterSeconds: 3_900 }))).toBe('delivered, 1 h 5 min late');
    expect(onlyCell(fault('target-throttles', 'DELIVERED', { lastsSeconds: 3_600, afterSeconds: 1 }))).toMatch(/^delivered, .* late$/);
  });
});

test('rules alike, which have the same faults, have the same cells', () => {
  const faults = [fault('target-is-gone', 'LOST')];
  const [, one, other] = cellsOf(row('A', faults), row('B', faults));
  expect([one[1], other[1]]).toEqual(['**lost**, tells nobody', '**lost**, tells nobody']);
});
