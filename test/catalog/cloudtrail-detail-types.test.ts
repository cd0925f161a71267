import { CLOUDTRAIL_DETAIL_TYPES, isViaCloudTrail } from '../../src/catalog/cloudtrail-detail-types';

test('CloudTrail delivers events of seven kinds, both spellings of sign-ins among them', () => {
  expect(CLOUDTRAIL_DETAIL_TYPES).toEqual([
    'AWS API Call via CloudTrail',
    'AWS Console Sign In via CloudTrail',
    'AWS Console Signin via CloudTrail',
    'AWS Console Action via CloudTrail',
    'AWS Service Event via CloudTrail',
    'AWS Insight via CloudTrail',
    'AWS Network Activity Event via CloudTrail',
  ]);
});

test('what ends so is delivered by it', () => {
  expect(CLOUDTRAIL_DETAIL_TYPES.filter(isViaCloudTrail)).toEqual(CLOUDTRAIL_DETAIL_TYPES);
  expect(isViaCloudTrail('Object Created')).toBe(false);
  expect(isViaCloudTrail('via CloudTrail')).toBe(false);
});
