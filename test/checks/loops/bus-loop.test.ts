import { foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

describe('two buses that forward to each other', () => {
  const bus = (Name: string) => ({ Type: 'AWS::Events::EventBus', Properties: { Name } });
  const found = (there: object, back: object, more: object = {}) => foundBy('bus-loop', [{
    One: bus('one'),
    Two: bus('two'),
    There: ruleTo(getAtt('Two'), { EventBusName: { Ref: 'One' }, EventPattern: there, ...more }),
    Back: ruleTo(getAtt('One'), { EventBusName: { Ref: 'Two' }, EventPattern: back }),
  }]).map(({ resource }) => resource.path);
  const BATCH = { source: ['aws.batch'] };

  test.each<[string, object, object]>([
    ['the same', BATCH, BATCH],
    ['any source one way', { 'detail-type': ['Kind'] }, { 'source': ['my.app'], 'detail-type': ['Kind'] }],
    ['one source that both name', { source: ['a', 'b'] }, { source: ['b', 'c'] }],
    ['any kind one way', BATCH, { ...BATCH, 'detail-type': ['Kind'] }],
  ])('are found where they pass on %s', (_what, there, back) => {
    expect(found(there, back)).toEqual(['Here/There', 'Here/Back']);
    expect(found(back, there)).toEqual(['Here/There', 'Here/Back']);
  });

  test.each<[string, object, object]>([
    ['other sources', BATCH, { source: ['my.app'] }],
    ['other kinds', { ...BATCH, 'detail-type': ['Kind'] }, { ...BATCH, 'detail-type': ['Other'] }],
    ['events of an account', { ...BATCH, account: ['111111111111'] }, BATCH],
  ])('are not found where one passes on %s', (_what, there, back) => {
    expect(found(there, back)).toEqual([]);
    expect(found(back, there)).toEqual([]);
  });

  test('are not found where one rule is off', () => {
    expect(found(BATCH, BATCH, { State: 'DISABLED' })).toEqual([]);
  });

  test('are not found where the way back begins elsewhere', () => {
    expect(foundBy('bus-loop', [{ One: bus('one'), Two: bus('two'), There: ruleTo(getAtt('Two'), { EventBusName: { Ref: 'One' }, EventPattern: BATCH }), Back: ruleTo(getAtt('One'), { EventPattern: BATCH }) }])).toEqual([]);
  });
});
