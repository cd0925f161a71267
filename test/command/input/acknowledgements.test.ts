import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Acknowledgements } from '../../../src/command/input/acknowledgements';

const CHECK = 'source-alone';

function file(entries: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'acknowledgements-')), 'a.json');
  writeFileSync(path, JSON.stringify(entries));
  return path;
}

const reasonFor = (entries: unknown, path = 'App/Stack/Rule/Resource', logicalId = 'StackRule1A2B') => Acknowledgements.fromFile(file(entries)).reasonFor(CHECK, path, logicalId);
const isFor = (resource: string, path?: string, logicalId?: string) => reasonFor([{ check: CHECK, resource, reason: 'known' }], path, logicalId) === 'known';

describe('an acknowledgement of a file', () => {
  test.each([
    ['App/Stack/Rule/Resource', true],
    ['StackRule1A2B', true],
    ['App/Stack/Rule', false],
    ['Rule', false],
    ['*', true],
    ['App/*', true],
    ['*/Resource', true],
    ['*Resource', true],
    ['StackRule*', true],
    ['*1A2B', true],
    ['App/*/Resource', true],
    ['App/*/Rule/*', true],
    ['App/*/Other/*', false],
    ['App*Rule*Stack*', false],
    ['Apps*', false],
    ['*Resources', false],
    ['A*Resource*Resource', false],
    ['*Rule*Rule*', false],
    ['App/Stack/Rule/Resource*', true],
    ['*App/Stack/Rule/Resource', true],
    ['App/Stack/Rule/Resource*Resource', false],
    ['App/Stack/Rule/Res*source', false],
    ['App/Stack/Rule/Res*ource', true],
    ['A**e', true],
  ])('for %p is for the rule: %p', (resource, fits) => {
    expect(isFor(resource)).toBe(fits);
  });

  test.each([
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*b*c', 'abc', true],
    ['a*b*bc', 'abc', false],
    ['a*b*bc', 'abbc', true],
    ['a*c*bc', 'abbc', false],
    ['*b', 'ba', false],
    ['b*', 'ab', false],
    ['*x*x*', 'axa', false],
    ['*x*', 'x', true],
  ])('%p is for %p: %p', (resource, name, fits) => {
    expect(isFor(resource, name, '-')).toBe(fits);
  });

  test('is the first that fits', () => {
    expect(reasonFor([
      { check: 'no-source', reason: 'another check' }, { check: CHECK, resource: 'Other', reason: 'another resource' },
      { check: CHECK, resource: 'App*', reason: 'first' }, { check: CHECK, reason: 'second' },
    ])).toBe('first');
  });

  test.each<[unknown, RegExp]>([
    [{}, /holds no list: acknowledgements are a list of \{ check, resource, reason \}/],
    [[null], /entry 1: there is no check 'undefined'/],
    [[{ check: CHECK, reason: 'x' }, { check: 7, reason: 'x' }], /entry 2: there is no check '7'/],
    [[{ check: 'source-alon', reason: 'x' }], /there is no check 'source-alon'\. Nearest: source-alone/],
    [[{ check: CHECK, reason: 7 }], /entry 1: say the reason for which 'source-alone' is acknowledged/],
    [[{ check: CHECK, reason: '  ' }], /say the reason/],
    [[{ check: CHECK }], /say the reason/],
    [[{ check: CHECK, reason: 'x', resource: 7 }], /resource is a construct path or a logical id/],
    [[{ check: CHECK, reason: 'x', why: 'y' }], /'why' is not known here/],
  ])('%j is refused', (entries, words) => {
    expect(() => Acknowledgements.fromFile(file(entries))).toThrow(words);
  });

  test('may leave the resource out', () => {
    expect(reasonFor([{ check: CHECK, reason: 'x' }])).toBe('x');
  });
});

describe('what an app has acknowledged', () => {
  const reasonOf = (at: Record<string, string>, check = CHECK) => Acknowledgements.NONE.reasonFor(check, 'Stack/Rule/Resource', 'Id', new Map(
    Object.entries(at).map(([path, reason]) => [path, { [`cdk-service-events::${CHECK}`]: reason }]),
  ));

  test.each(['Stack/Rule/Resource', 'Stack/Rule', 'Stack', ''])('on %p is acknowledged below it', (path) => {
    expect(reasonOf({ [path]: 'known' })).toBe('known');
  });

  test('is acknowledged by the nearest construct, for this check alone, and nowhere else', () => {
    expect(reasonOf({ '': 'app', 'Stack': 'stack', 'Stack/Rule': 'rule' })).toBe('rule');
    expect(reasonOf({ Stack: 'known' }, 'no-source')).toBeUndefined();
    expect(reasonOf({ 'Stack/Other': 'known', 'Rule': 'known' })).toBeUndefined();
    expect(Acknowledgements.NONE.reasonFor(CHECK, 'Stack', 'Id')).toBeUndefined();
  });
});
