import { parseRequest } from '../../src/redrive/handler/request';

describe('the input of a redrive', () => {
  test.each([undefined, null, {}])('%j is a dry run over everything', (input) => {
    expect(parseRequest(input)).toEqual({ dryRun: true, perSecond: 10, limit: 10_000 });
  });

  test('can narrow down what is redriven', () => {
    expect(parseRequest({ dryRun: false, rule: 'mine', errorCode: ['A', 'B'], olderThanMinutes: 5, youngerThanMinutes: 60, perSecond: 0.5, limit: 1 })).toEqual({
      dryRun: false, rule: 'mine', errorCodes: ['A', 'B'], olderThanMinutes: 5, youngerThanMinutes: 60, perSecond: 0.5, limit: 1,
    });
    expect(parseRequest({ errorCode: 'A' }).errorCodes).toEqual(['A']);
  });

  test.each([
    [{ dryrun: false }, 'The input has \'dryrun\', which a redrive does not know. It knows dryRun, rule, errorCode'],
    [{ dryRun: 'false' }, 'dryRun of the input is "false": it must be true or false'],
    [{ rule: '' }, 'rule of the input is ""'],
    [{ errorCode: [] }, 'errorCode of the input is []'],
    [{ errorCode: [1] }, 'errorCode of the input is [1]'],
    [{ olderThanMinutes: -1 }, 'olderThanMinutes of the input is -1'],
    [{ perSecond: 0 }, 'perSecond of the input is 0: it must be a number above 0'],
    [{ limit: 0 }, 'limit of the input is 0: it must be a number from 1'],
    [{ constructor: 1 }, 'The input has \'constructor\''],
    ['all', 'The input is "all": give an object with any of dryRun'],
    [[], 'The input is []'],
  ])('%j is refused', (input, message) => {
    expect(() => parseRequest(input)).toThrow(message);
  });
});
