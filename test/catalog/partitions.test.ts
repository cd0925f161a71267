import { partitionOf, urlSuffixOf } from '../../src/catalog/partitions';

test.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ['xx-new-1', 'aws', 'amazonaws.com'],
])('%s is in %s, where addresses end with %s', (region, partition, suffix) => {
  expect([partitionOf(region), urlSuffixOf(region)]).toEqual([partition, suffix]);
});
