import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AwsService, ServiceEventRule, testing } from 'cdk-service-events';
import { unknownOf } from '../../scripts/catalog/audit/audited-event';
import { checkDetail } from '../../src/pattern/schema/check-detail';
import { onlyResourceOf, testStack } from '../support/test-app';

/** The shape of a published sample: texts and numbers are replaced, values that documents list are kept. */
interface PublishedSample {
  readonly source: string;
  readonly detailType: string;
  readonly origin: string;
  readonly detail: Record<string, unknown>;
}

const samples = readFileSync(resolve(__dirname, 'real-events.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as PublishedSample);
const named = samples.map((sample) => [sample.source, sample.detailType, sample] as const);

/** A filter on each value of an event, a field each. */
function filtersOn(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap(filtersOn);
  }
  if (typeof value !== 'object' || value === null) {
    return [[value]];
  }
  return Object.entries(value).flatMap(([name, held]) => filtersOn(held).map((filter) => ({ [name]: filter })));
}

function envelopeOf({ source, detailType, detail }: PublishedSample): Record<string, unknown> {
  return {
    'version': '0',
    'id': '1',
    'account': '111111111111',
    'time': '2026-01-01T00:00:00Z',
    'region': 'us-east-1',
    'resources': [],
    source,
    'detail-type': detailType,
    detail,
  };
}

test('the samples are of hundreds of kinds, and each says where it is from', () => {
  expect(samples.length).toBeGreaterThan(300);
  expect(samples.filter(({ origin }) => !/^https:\/\/(docs\.aws\.amazon\.com|github\.com)\//.test(origin))).toEqual([]);
});

test.each(named)('%s: nothing of %s is unknown', (_source, _detailType, sample) => {
  expect(unknownOf(envelopeOf(sample))).toEqual([]);
});

test.each(named)('%s: %s is matched by the rule that is made for it', (source, detailType, sample) => {
  const stack = testStack({ env: { region: undefined } });
  new ServiceEventRule(stack, 'Rule', { service: AwsService.named(source), detailTypes: [detailType] });
  const { EventPattern } = onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
  expect(testing.EventPatternMatcher.of(EventPattern).matches(envelopeOf(sample))).toBe(true);
});

test.each(named)('%s: each field of %s is accepted as a filter', (source, detailType, { detail }) => {
  const schema = AwsService.named(source).schemaOf(detailType);
  const problems = schema ? filtersOn(detail).flatMap((filter) => checkDetail(filter as Record<string, unknown>, schema)) : [];
  expect(problems.map(({ kind, path, value }) => [kind, path, value])).toEqual([]);
});
