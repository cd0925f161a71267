import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as library from 'cdk-service-events';

const { AwsService } = library;
const DOCS = resolve(__dirname, '..', '..', 'docs');
const WORDS: Record<string, library.DeliveryType> = {
  'guaranteed': library.DeliveryType.GUARANTEED,
  'best effort': library.DeliveryType.BEST_EFFORT,
  'not stated': library.DeliveryType.UNSPECIFIED,
};

const html = readFileSync(resolve(DOCS, 'services.html'), 'utf8');
const shown: any[] = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]).services;
const markdown = readFileSync(resolve(DOCS, 'services.md'), 'utf8');
const constants = AwsService as unknown as Record<string, library.AwsService>;
const classes = library as unknown as Record<string, Record<string, string>>;

test('the page of services has every service of the catalogue once', () => {
  expect(shown.map(({ constant }) => constants[constant].toString()).sort()).toEqual(AwsService.all().map((service) => service.toString()).sort());
  expect(new Set(shown.map(({ constant }) => constant)).size).toBe(shown.length);
});

test.each(shown)('the page says of $name what the library says', ({ constant, source, channel, promise, events, eventClass }) => {
  const service = constants[constant];
  expect(source).toBe(service.source);
  expect(channel === 'native').toBe(service.emitsEvents);
  expect(WORDS[promise]).toBe(service.deliveryType);
  expect(events.map(({ name }: any) => name)).toEqual(service.detailTypes);
  expect(events.filter((event: any) => classes[eventClass][event.constant] !== event.name)).toEqual([]);
  expect(events.filter((event: any) => WORDS[event.promise] !== service.deliveryTypeOf(event.name))).toEqual([]);
});

test('the Markdown page has a row for every service', () => {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| ['));
  expect(rows).toHaveLength(AwsService.all().length);
});

test('neither page points to a place that is not there', () => {
  const targets = [...markdown.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
  expect(targets.filter((target) => !markdown.includes(`<a id="${target}"></a>`))).toEqual([]);
  const addresses = [...markdown.matchAll(/\]\((https?:[^)]+)\)/g)].map(([, address]) => address);
  expect(addresses.filter((address) => !address.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
});

describe('the fields of events on the Markdown page', () => {
  const leaves = (fields: library.SchemaField[]): string[] => fields.flatMap((field) => (field.fields ? leaves(field.fields) : [field.path.replace('detail.', '')]));

  test.each(AwsService.all().filter(({ _isView }) => !_isView)
    .flatMap((service) => service.detailTypes.map((detailType) => ({ service, detailType, schema: service.schemaOf(detailType) })))
    .filter(({ schema }) => schema && leaves(schema.fields).length > 0),
  )('are those of $service, $detailType', ({ service, detailType, schema }) => {
    const section = markdown.split(`<a id="${service._slug}"></a>`)[1].split('<a id="')[0];
    const line = section.split('\n').find((text) => text.startsWith(`- ${detailType}: \``));
    expect(line).toBeDefined();
    expect(leaves(schema!.fields).filter((path) => !line!.includes(`\`${path}\``))).toEqual([]);
  });
});
