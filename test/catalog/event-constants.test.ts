import { constantName, eventClassName, eventConstants } from '../../src/catalog/event-constants';

test.each([
  ['EC2 Instance State-change Notification', 'EC2_INSTANCE_STATE_CHANGE_NOTIFICATION'],
  ['Purchase Agreement Created - Proposer', 'PURCHASE_AGREEMENT_CREATED_PROPOSER'],
  ['(Beta) Event!', 'BETA_EVENT'],
  ['arc-region-switch', 'ARC_REGION_SWITCH'],
])('the constant of %j is %s', (text, name) => {
  expect(constantName(text)).toBe(name);
});

test.each([['ec2', 'Ec2Events'], ['arc-region-switch', 'ArcRegionSwitchEvents']])('the events of %s stand in %s', (slug, name) => {
  expect(eventClassName(slug)).toBe(name);
});

test('two spellings of an event have two constants, and a third is refused', () => {
  expect([...eventConstants(['An Event', 'Other', 'An event'])]).toEqual([['An Event', 'AN_EVENT'], ['Other', 'OTHER'], ['An event', 'AN_EVENT_OTHER_SPELLING']]);
  expect(() => eventConstants(['An Event', 'An event', 'AN EVENT'])).toThrow(new Error('Three events would be called AN_EVENT'));
});
