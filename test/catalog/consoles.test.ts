import { consoleOf } from '../../src/catalog/consoles';

const SOURCE = 'aws.codepipeline';

test.each<[string | undefined, string, string | undefined]>([
  [undefined, 'eu-west-1', 'console.aws.amazon.com'],
  ['us-east-1', 'eu-west-1', 'console.aws.amazon.com'],
  ['cn-north-1', 'cn-northwest-1', 'console.amazonaws.cn'],
  ['us-gov-west-1', 'us-gov-east-1', 'console.amazonaws-us-gov.com'],
  // Its address is in no public document.
  ['us-iso-east-1', 'us-iso-east-1', undefined],
])('called from %s the console of %s is at %s', (here, shown, host) => {
  const address = consoleOf(SOURCE, here, shown);
  expect(address).toEqual(host === undefined ? undefined : expect.stringMatching(new RegExp(`^https://${host.replace(/\./g, '\\.')}/[\\w/-]+/home\\?region=${shown}$`)));
});

test('a service whose guide does not give the address has none', () => {
  expect(consoleOf('aws.nothing', undefined, 'eu-west-1')).toBeUndefined();
});
