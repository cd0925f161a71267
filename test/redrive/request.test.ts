import { inputOf, parseRequest } from '../../src/redrive/handler/request';

describe('the input of a redrive', () => {
  test.each([undefined, null, {}])('%j is a dry run over everything', (input) => {
    expect(parseRequest(input)).toEqual({ dryRun: true, perSecond: 10, limit: 10_000, includeDisabledRules: false, anySender: false });
  });

  test('can narrow down what is redriven', () => {
    const { errorCode, ...rest } = {
      dryRun: false, rule: 'mine', target: 'work', errorCode: ['A', 'B'], olderThanMinutes: 5, youngerThanMinutes: 60, perSecond: 0.5, limit: 1, includeDisabledRules: true, anySender: true,
    };
    expect(parseRequest({ errorCode, ...rest })).toEqual({ ...rest, errorCodes: errorCode });
    expect(parseRequest({ errorCode: 'A' }).errorCodes).toEqual(['A']);
  });

  test.each(['arn:aws:events:eu-west-1:111111111111:rule/mine', 'orders/mine', 'default/mine'])('can name a rule as %s', (rule) => {
    expect(parseRequest({ rule })).toMatchObject({ rule });
  });

  test.each([{ perSecond: 0.001 }, { perSecond: 1_000_000 }, { limit: 1 }, { limit: 1_000_000 }, { olderThanMinutes: 0 }, { olderThanMinutes: 5, youngerThanMinutes: 5 }])('can be at its bounds: %j', (input) => {
    expect(parseRequest(input)).toMatchObject(input);
  });

  test.each([
    [{}, {}],
    [{ dryRun: false, errorCode: 'A', perSecond: 10, limit: 5, anySender: true }, { dryRun: false, errorCode: ['A'], limit: 5, anySender: true }],
  ])('%j is given again as it was, without what is the default', (input, expected) => {
    expect(inputOf(parseRequest(input))).toEqual(expected);
    expect(parseRequest(inputOf(parseRequest(input)))).toEqual(parseRequest(input));
  });

  test.each([
    [{ dryrun: false }, 'The input has \'dryrun\', which a redrive does not know. It knows dryRun, rule, target, errorCode'],
    [{ dryRun: 'false' }, 'dryRun of the input is "false": it must be true or false'],
    [{ rule: '' }, 'rule of the input is ""'],
    [{ rule: ' ' }, 'rule of the input is " "'],
    [{ olderThanMinutes: -1 }, 'it must be a number of minutes, from 0'],
    [{ errorCode: [] }, 'errorCode of the input is []'],
    [{ errorCode: ['A', 1] }, 'errorCode of the input is ["A",1]'],
    [{ errorCode: [1] }, 'errorCode of the input is [1]'],
    [{ olderThanMinutes: -1 }, 'olderThanMinutes of the input is -1'],
    [{ perSecond: 0 }, 'perSecond of the input is 0: it must be a number from 0.001 to 1000000'],
    [{ perSecond: 1e-7 }, 'perSecond of the input is 1e-7'],
    [{ perSecond: 1_000_001 }, 'perSecond of the input is 1000001'],
    [{ perSecond: NaN }, 'perSecond of the input is null'],
    [{ perSecond: '10' }, 'perSecond of the input is "10"'],
    [{ limit: 0 }, 'limit of the input is 0: it must be a whole number from 1 to 1000000'],
    [{ limit: 1.5 }, 'limit of the input is 1.5'],
    [{ limit: 1_000_001 }, 'limit of the input is 1000001'],
    [{ olderThanMinutes: 60, youngerThanMinutes: 10 }, 'olderThanMinutes of the input is 60 and youngerThanMinutes is 10: no letter is both'],
    [{ olderThanMinutes: Infinity }, 'olderThanMinutes of the input is null'],
    [{ rule: 'arn:aws:events:eu-west-1:111111111111:event-bus/x' }, 'rule of the input is "arn:aws:events:eu-west-1:111111111111:event-bus/x": it must be the name of a rule'],
    [{ target: 1 }, 'target of the input is 1'],
    [{ includeDisabledRules: 1 }, 'includeDisabledRules of the input is 1'],
    [{ anySender: 'yes' }, 'anySender of the input is "yes"'],
    [{ constructor: 1 }, 'The input has \'constructor\''],
    ['all', 'The input is "all": give an object with any of dryRun'],
    [[], 'The input is []'],
    [7, 'The input is 7'],
  ])('%j is refused', (input, message) => {
    expect(() => parseRequest(input)).toThrow(message);
  });
});
