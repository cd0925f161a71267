import { AwsService, DeliveryType } from 'cdk-service-events';
import { namesCloudTrail, promiseOfEvents, promiseOfPattern } from '../../../src/rules/service-events/event-promises';

const { GUARANTEED, BEST_EFFORT, UNSPECIFIED } = DeliveryType;
function service(events: Record<string, [DeliveryType, number?]>): any {
  return { deliveryTypeOf: (name: string) => events[name][0], _usefulLifeOf: (name: string) => events[name][1] };
}

describe('what is promised of some events is', () => {
  const one = service({ firm: [GUARANTEED, 60], weak: [BEST_EFFORT, 3600], open: [UNSPECIFIED] });

  test.each<[string[], object]>([
    [['firm'], { deliveryType: GUARANTEED, usefulLife: 60 }],
    [['firm', 'weak'], { deliveryType: BEST_EFFORT, usefulLife: 3600 }],
    [['weak', 'firm'], { deliveryType: BEST_EFFORT, usefulLife: 3600 }],
    [['firm', 'open'], { deliveryType: UNSPECIFIED, usefulLife: undefined }],
    [['open'], { deliveryType: UNSPECIFIED, usefulLife: undefined }],
    [[], { deliveryType: UNSPECIFIED, usefulLife: undefined }],
  ])('of %j: %j', (detailTypes, promise) => {
    expect(promiseOfEvents(one, detailTypes)).toStrictEqual(promise);
  });
});

describe('what is promised of a pattern is', () => {
  const [spot] = AwsService.all().filter((each) => !each._isView && each.detailTypes.some((name) => each._usefulLifeOf(name) !== undefined));
  const short = spot.detailTypes.find((name) => spot._usefulLifeOf(name) !== undefined)!;
  const long = spot.detailTypes.find((name) => spot._usefulLifeOf(name) === undefined)!;
  const [firm] = AwsService.all().filter((each) => !each._isView && each.detailTypes.some((name) => each.deliveryTypeOf(name) === GUARANTEED));
  const firmEvent = firm.detailTypes.find((name) => firm.deliveryTypeOf(name) === GUARANTEED)!;

  test('that of the events that it names, with the time for which they are of use', () => {
    expect(promiseOfPattern({ 'source': [spot.source], 'detail-type': [short] })).toEqual(promiseOfEvents(spot, [short]));
    expect(promiseOfPattern({ 'source': [spot.source], 'detail-type': [short] }).usefulLife).toBeGreaterThan(0);
    expect(promiseOfPattern({ 'source': [spot.source], 'detail-type': [short, long] }).usefulLife).toBeUndefined();
    expect(promiseOfPattern({ 'source': [firm.source], 'detail-type': [firmEvent] }).deliveryType).toBe(GUARANTEED);
  });

  test('that of the whole service, where it names no kinds, or not all of them', () => {
    expect(promiseOfPattern({ source: [spot.source] })).toEqual({ deliveryType: spot.deliveryType, usefulLife: undefined });
    expect(promiseOfPattern({ 'source': [spot.source], 'detail-type': [short, { prefix: 'x' }] })).toEqual({ deliveryType: spot.deliveryType, usefulLife: undefined });
    expect(promiseOfPattern({ 'source': [firm.source], 'detail-type': [firmEvent, { prefix: 'x' }] }).deliveryType).toBe(firm.deliveryType);
  });

  test('the weakest of several sources, of which none has a time alone', () => {
    expect(promiseOfPattern({ 'source': [spot.source, firm.source], 'detail-type': [short] })).toEqual({ deliveryType: BEST_EFFORT, usefulLife: undefined });
  });

  test('the weakest of several branches, and the longest of their times', () => {
    const branch = { 'source': [spot.source], 'detail-type': [short] };
    expect(promiseOfPattern({ $or: [branch, { 'source': [firm.source], 'detail-type': [firmEvent] }] } as any)).toEqual({
      deliveryType: promiseOfEvents(spot, [short]).deliveryType, usefulLife: promiseOfEvents(firm, [firmEvent]).usefulLife && expect.any(Number),
    });
    expect(promiseOfPattern({ $or: [branch, branch] } as any).usefulLife).toBe(promiseOfEvents(spot, [short]).usefulLife);
  });

  test('best effort where the source is open and all arrive through CloudTrail, and nothing where they need not', () => {
    const call = 'AWS API Call via CloudTrail';
    expect(promiseOfPattern({ 'detail-type': [call] }).deliveryType).toBe(BEST_EFFORT);
    expect(promiseOfPattern({ 'source': [{ prefix: 'aws.' }], 'detail-type': [call] } as any).deliveryType).toBe(BEST_EFFORT);
    expect(promiseOfPattern({ 'source': ['no.such', spot.source], 'detail-type': [call] }).deliveryType).toBe(BEST_EFFORT);
    expect(promiseOfPattern({ 'detail-type': [call, 'Other'] }).deliveryType).toBe(UNSPECIFIED);
    expect(promiseOfPattern({}).deliveryType).toBe(UNSPECIFIED);
  });

  test.each<[unknown, boolean]>([
    [undefined, false], [[], false], ['AWS API Call via CloudTrail', false], [['AWS API Call via CloudTrail'], true], [['AWS API Call via CloudTrail', 'x'], false], [[{ suffix: ' via CloudTrail' }], true],
    [[{ prefix: 'AWS API' }], false], [[null], false],
  ])('of the detail-types %j all through CloudTrail: %p', (detailTypes, all) => {
    expect(namesCloudTrail(detailTypes as any)).toBe(all);
  });
});
