import { AwsService, DeliveryType, SchemaField, JsonType } from 'cdk-service-events';
import { EncodedObject } from '../../scripts/catalog/encoded-schema';
import { GuideEvent, guideEvents } from '../../scripts/catalog/guide-events';
import { eitherOf, eitherType } from '../../scripts/catalog/schema-union';
import { everyOf } from '../support/every-of';

const rows = guideEvents();
const kinds = [...new Map(rows.map((row) => [`${row.source}: ${row.detailType}`, row]))];

function everyField(fields: SchemaField[]): SchemaField[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields ?? [])]);
}

function pathsOf(fields: EncodedObject, path = 'detail'): string[] {
  return Object.entries(fields).flatMap(([key, type]): string[] => {
    const inner = Array.isArray(type) ? type[0] : type;
    const at = `${path}.${key.replace(/\?$/, '')}`;
    return type === 1 ? [] : [at, ...typeof inner === 'object' ? pathsOf(inner as EncodedObject, at) : []];
  });
}

describe('the guides of the services', () => {
  test('each row names its page', () => {
    for (const { page } of everyOf(rows)) {
      expect(page).toMatch(/^https:\/\/(docs\.aws\.amazon\.com\/.+\.html|github\.com\/.+\.(md|markdown|json))$/);
    }
  });

  test('no row stands twice', () => {
    const keys = rows.map(({ source, detailType, page }) => `${source} ${detailType} ${page}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test.each(kinds)('%s is known', (_name, { source, detailType }: GuideEvent) => {
    const service = AwsService.named(source);
    expect(service.emitsEvents).toBe(true);
    expect(service.detailTypes).toContain(detailType);
  });

  test.each(rows.filter(({ fields }) => fields).map((row) => [row.source, row.detailType, row] as const))(
    '%s: the fields of %s are known', (source, detailType, { fields }) => {
      const known = everyField(AwsService.named(source).schemaOf(detailType)!.fields);
      const opened = known.filter(({ open, jsonType }) => open || jsonType === JsonType.ANY).map(({ path }) => path);
      const unknown = pathsOf(fields!).filter((path) => !known.some((field) => field.path === path)
        && !opened.some((holder) => path.startsWith(`${holder}.`)));
      expect(unknown).toEqual([]);
    });

  test('promise no more than the weakest document', () => {
    for (const { source, detailType, delivery } of everyOf(rows.filter((row) => row.delivery === 'best effort'))) {
      expect([detailType, AwsService.named(source).deliveryTypeOf(detailType), delivery]).toEqual([detailType, DeliveryType.BEST_EFFORT, delivery]);
    }
  });

  test('show fields as they are sent', () => {
    const known = everyField(AwsService.VOICEID.schemaOf('VoiceId Evaluate Session Action')!.fields).map(({ path }) => path);
    expect(known).toContain('detail.systemAttributes.aws:connect:OriginalContactArn');
    expect(known).not.toContain('detail.systemAttributes.aws-connect-OriginalContactArn');
  });

  test('open a list of values where a sample has another one', () => {
    const phase = AwsService.CODEBUILD.schemaOf('CodeBuild Build Phase Change')!.fields.find(({ name }) => name === 'completed-phase')!;
    expect(phase).toMatchObject({ namedValues: expect.arrayContaining(['BUILD', 'COMPLETED']) });
    expect(phase.allowedValues).toBeUndefined();
  });

  test('can be read beside the other documents', () => {
    expect(AwsService.TRANSFER.deliveryStatements).toContainEqual(
      expect.objectContaining({ document: expect.stringContaining('guide'), statement: 'durable', url: expect.stringContaining('transfer/latest/userguide/eventbridge.html') }));
  });
});

describe('the union of two descriptions', () => {
  test('has the fields of both, and those that one lacks may be missing', () => {
    expect(eitherOf({ 'a': 'string', 'b?': 'number' }, { a: 'string', b: 'number', c: ['string'] }))
      .toEqual({ 'a': 'string', 'b?': 'number', 'c?': ['string'] });
  });

  test('of a list and a single value is a list', () => {
    expect(eitherType({ a: 'string' }, [{ b: 'string' }])).toEqual([{ 'a?': 'string', 'b?': 'string' }]);
  });

  test('of types that contradict each other is any value, of two numbers a number', () => {
    expect(eitherType('string', 'number')).toBe('json');
    expect(eitherType('integer', 'number')).toBe('number');
    expect(eitherType({ a: 'string' }, 'string')).toBe('json');
  });

  test('of what one does not know is what the other says', () => {
    expect(eitherType('json', 'string|A')).toBe('string|A');
  });

  test('of values is closed where a document that has them all says so', () => {
    expect(eitherType('string|A|B', 'string~A')).toBe('string|A|B');
    expect(eitherType('string|A', 'string~A~B')).toBe('string~A~B');
    expect(eitherType('string~A', 'string~B')).toBe('string~A~B');
    expect(eitherType('string|A', 'string|A|B')).toBe('string|A|B');
  });

  test('stays open where one is', () => {
    expect(eitherOf({ '...': 1 }, { a: 'string' })).toEqual({ 'a?': 'string', '...': 1 });
  });
});
