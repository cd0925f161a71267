import fc from 'fast-check';
import { equalTexts, generatedName, likeArn, likeText, openPart } from '../../../src/template/permissions/open-text';

const RULE = (name: string) => `arn:\${Partition}:events:eu-west-1:\${AccountId}:rule/${name}`;

test.each([
  ['a pattern that any name fits', RULE('*'), RULE(generatedName('S.R')), 'yes'],
  ['the name itself', RULE(generatedName('S.R')), RULE(generatedName('S.R')), 'yes'],
  ['the name of another resource', RULE(generatedName('S.Q')), RULE(generatedName('S.R')), 'no'],
  ['a name that somebody chose, and one that was made up', RULE('mine'), RULE(generatedName('S.R')), 'no'],
  ['how a name that was made up may begin', RULE('Stack-*'), RULE(generatedName('S.R')), 'unknown'],
  ['a name that a parameter gives', RULE(openPart('S.Name')), RULE(generatedName('S.R')), 'unknown'],
  ['the rules of another bus', RULE('bus/*'), RULE('mine'), 'no'],
  ['an asterisk that would have to reach over a colon', 'arn:aws:events:*', 'arn:aws:events:eu-west-1:111122223333:rule/mine', 'yes'],
  ['one character for one', RULE('min?'), RULE('mine'), 'yes'],
  ['one character for what is not known', RULE('?'), RULE(generatedName('S.R')), 'unknown'],
  ['another Region', RULE('*').replace('eu-west-1', 'us-east-1'), RULE('mine'), 'no'],
  ['an account that is known, and one that is not', RULE('mine').replace('${AccountId}', '111122223333'), RULE('mine'), 'unknown'],
])('ARNs: %s', (_, pattern, arn, answer) => {
  expect(likeArn(pattern, arn)).toBe(answer);
});

test('an ARN of which all is known late may be any', () => {
  const [late, known] = [openPart('S.Arn'), 'arn:aws:events:eu-west-1:111122223333:rule/mine'];
  expect([equalTexts(late, known), equalTexts(known, late), equalTexts(known, `${late}:rule/mine`), equalTexts(known, `${late}:rule/other`)]).toEqual(['unknown', 'unknown', 'unknown', 'no']);
});

const CHARACTERS = fc.constantFrom('a', 'b', ':', '/', '*', '?');
const WORDS = fc.array(CHARACTERS, { maxLength: 8 }).map((characters) => characters.join(''));
const PLAIN = fc.array(fc.constantFrom('a', 'b', ':', '/'), { maxLength: 8 }).map((characters) => characters.join(''));

test('texts without open parts are matched as a regular expression matches them', () => {
  fc.assert(fc.property(WORDS, PLAIN, (pattern, text) => {
    const expression = new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
    expect(likeText(pattern, text)).toBe(expression.test(text) ? 'yes' : 'no');
  }), { numRuns: 2000 });
});

test('whatever is put into the open parts, a sure answer stays right', () => {
  const parts = fc.array(fc.oneof(CHARACTERS, fc.constantFrom(openPart('x'), openPart('y'))), { maxLength: 7 });
  const texts = fc.array(fc.oneof(fc.constantFrom('a', 'b', '/'), fc.constantFrom(openPart('x'), openPart('y'))), { maxLength: 7 });
  fc.assert(fc.property(parts, texts, PLAIN, PLAIN, (pattern, text, x, y) => {
    const filled = (list: string[]) => list.join('').split(openPart('x')).join(x).split(openPart('y')).join(y);
    const said = likeText(pattern.join(''), text.join(''));
    if (said !== 'unknown') {
      expect(likeText(filled(pattern), filled(text))).toBe(said);
    }
  }), { numRuns: 3000 });
});

test('two texts are the same only when all of their open parts are', () => {
  expect(equalTexts(`a${openPart('x')}`, `a${openPart('x')}`)).toBe('yes');
  expect(equalTexts(`a${openPart('x')}`, `a${openPart('y')}`)).toBe('unknown');
  expect(equalTexts(`a${openPart('x')}`, `b${openPart('x')}`)).toBe('no');
});

test('a pattern matches what it matches part by part of the way', () => {
  const matches = (pattern: string, given: string): boolean => {
    if (pattern === '') {
      return given === '';
    }
    return pattern[0] === '*' ? matches(pattern.slice(1), given) || (given !== '' && matches(pattern, given.slice(1)))
      : given !== '' && (pattern[0] === '?' || pattern[0] === given[0]) && matches(pattern.slice(1), given.slice(1));
  };
  const text = (characters: string[]) => fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((found) => found.join(''));
  fc.assert(fc.property(text(['a', 'b', '.', '$', '(', '\\', '\n', '*', '?']), text(['a', 'b', '.', '$', '(', '\\', '\n', '*']), (pattern, given) => {
    expect(likeText(pattern, given)).toBe(matches(pattern, given) ? 'yes' : 'no');
  }), { numRuns: 3000 });
});
