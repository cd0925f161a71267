import { resourceArnsOf, resourceFieldsOf, resourceInWords } from '../../src/catalog/resource-fields';

describe('where events name what they are about is known in words', () => {
  test('of the kinds that are asked for, any of them', () => {
    expect(resourceInWords('aws.acm', ['ACM Certificate Expired'])).toEqual(['resources (certificate ARN)']);
    expect(resourceInWords('aws.acm', ['ACM Certificate Expired', 'ACM Certificate Approaching Expiration'])).toEqual([
      'resources (certificate ARN); detail.DaysToExpiry, detail.CommonName', 'resources (certificate ARN)',
    ]);
    expect(resourceInWords('aws.acm', ['Another Event'])).toEqual([]);
  });

  test('of all kinds of some services', () => {
    expect(resourceInWords('aws.acm-pca', ['Any Event'])).toEqual(['resources ([CA ARN, certificate ARN or audit report id])']);
  });

  test('of no service that the catalogue does not have', () => {
    expect(resourceInWords('aws.nothing', ['Any Event'])).toEqual([]);
    expect(resourceFieldsOf('aws.nothing')).toEqual([]);
  });
});

describe('which ARNs events have in resources is known', () => {
  test.each<[string, string, string[], string[] | undefined]>([
    ['of one kind', 'aws.acm', ['ACM Certificate Approaching Expiration'], ['acm:certificate']],
    ['once for several kinds', 'aws.acm-pca', ['ACM Private CA CRL Generation', 'ACM Private CA Creation'], ['acm-pca:certificate-authority']],
    ['where they have none', 'aws.appflow', ['AppFlow End Flow Run Report'], []],
    ['not where it is unknown of one of the kinds', 'aws.acm', ['ACM Certificate Approaching Expiration', 'Another Event'], undefined],
    ['not of no kinds', 'aws.acm', [], undefined],
    ['not of a service without rows', 'aws.nothing', ['Any Event'], undefined],
  ])('%s', (_what, source, detailTypes, arns) => {
    expect(resourceArnsOf(source, detailTypes)).toEqual(arns);
  });
});
