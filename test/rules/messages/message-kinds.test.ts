import { AwsService } from 'cdk-service-events';
import { requireMessageOptions, requireSubject } from '../../../src/rules/messages/message-kinds';

const taken = (options: any) => () => requireMessageOptions(options);

describe('a message takes', () => {
  test.each<[object]>([
    [{}], [{ title: 't' }], [{ title: 't'.repeat(250) }], [{ fields: [] }], [{ fields: ['$.detail.state'] }], [{ fields: Array(20).fill('$.detail.state') }], [{ consoleUrl: 'https://x' }],
  ])('%j', (options) => {
    expect(taken(options)()).toBeUndefined();
  });
});

describe('a message refuses', () => {
  test.each<[object, string]>([
    ...['', 't'.repeat(251), 'a<b', 'a>b', 'a\nb', 7].map((title): [object, string] => [{ title }, 'it must be one line of 1 to 250 characters without < and >']),
    [{ fields: 'x' }, "it must be a list of at most 20 JSON paths, such as ['$.detail.state']"], [{ fields: Array(21).fill('$.a') }, 'it must be a list of at most 20 JSON paths'],
    [{ fields: ['$.a', 'b'] }, '"b" is no JSON path'], [{ fields: [7] }, '7 is no JSON path'], [{ fields: ['$'] }, '"$" is no JSON path'],
    ...['http://x', 'https://', 'https://a b', 'https://a"', 'xhttps://a', 7].map((consoleUrl): [object, string] => [{ consoleUrl }, 'it must be an address that begins with https://']),
  ])('%j', (options, words) => {
    expect(taken(options)).toThrow(words);
  });
});

test('a message is about a service, and some of its events', () => {
  expect([requireSubject(AwsService.EC2, undefined), requireSubject(AwsService.EC2, ['x'])]).toEqual([undefined, undefined]);
  expect(() => requireSubject(undefined as any, undefined)).toThrow('a ServiceEventMessage');
  expect(() => requireSubject(AwsService.EC2, [])).toThrow('detailTypes of a ServiceEventMessage is an empty list');
  expect(() => requireSubject(AwsService.EC2, [7] as any)).toThrow('a ServiceEventMessage');
});
