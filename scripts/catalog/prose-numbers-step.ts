import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readJsonLinesFacts } from './facts';
import { GeneratedFile } from './generated-file';
import { AwsService } from '../../src/catalog/aws-service';
import { groupedDigits } from '../../src/catalog/grouped-digits';
import { operationsOf } from '../../src/catalog/operations';
import {
  BUS_POLICY_CHARACTERS, FUNCTION_POLICY_BYTES, INPUT_TRANSFORMER, LOG_RESOURCE_POLICIES, PATTERN_CHARACTERS, PATTERN_COMBINATIONS, QUEUE_POLICY,
  RETRY_ATTEMPTS, TARGETS_OF_RULE, TEMPLATE, WILDCARD_RULES_OF_BUS, quotasOf,
} from '../../src/catalog/quotas';

const ROOT = resolve(__dirname, '..', '..');

/** A number in the prose of a page, where `{}` stands in its words. */
interface ProseNumber {
  readonly page: string;
  readonly words: string;
  readonly number: () => number;
}

const NUMBERS: ProseNumber[] = [
  { page: 'README.md', words: 'knows about {} operations of AWS', number: roundOperations },
  { page: 'docs/cloudtrail.md', words: 'The catalogue knows the {} operations of the services', number: roundOperations },
  { page: 'docs/cloudtrail.md', words: '`List` and some {} others', number: () => Math.floor(readOnlyCalls() / 10) * 10 },
  { page: 'docs/cloudtrail.md', words: 'An event pattern has {} characters', number: () => PATTERN_CHARACTERS },
  { page: 'docs/regions.md', words: 'longer than the {} characters that EventBridge allows', number: () => PATTERN_CHARACTERS },
  { page: 'docs/delivery.md', words: 'it is tried for 24 hours and {} times', number: () => RETRY_ATTEMPTS.max },
  { page: 'docs/delivery.md', words: 'dead-letter queue, retry {} times within 24 hours', number: () => RETRY_ATTEMPTS.max },
  { page: 'docs/testing.md', words: 'with about {} recorded answers of Event Ruler', number: () => Math.round(recordedAnswers() / 100) * 100 },
  { page: 'docs/testing.md', words: 'more than {} characters (`maxPatternCharacters`', number: () => PATTERN_CHARACTERS },
  { page: 'docs/testing.md', words: 'more than {} combinations of `$or`', number: () => PATTERN_COMBINATIONS },
  { page: 'docs/scale.md', words: '| rules on a bus | {} (', number: () => quotasOf(undefined).rulesOfBus },
  { page: 'docs/scale.md', words: '| targets of a rule | {} |', number: () => TARGETS_OF_RULE },
  { page: 'docs/scale.md', words: '| characters of a pattern | {} |', number: () => PATTERN_CHARACTERS },
  { page: 'docs/scale.md', words: '| rules with wildcards on a bus | {} |', number: () => WILDCARD_RULES_OF_BUS },
  { page: 'docs/scale.md', words: "| statements in a queue's policy | {};", number: () => QUEUE_POLICY.statements },
  { page: 'docs/scale.md', words: '| policy of a Lambda function | {} bytes |', number: () => FUNCTION_POLICY_BYTES },
  { page: 'docs/scale.md', words: '| resource policies of CloudWatch Logs | {} an account', number: () => LOG_RESOURCE_POLICIES },
  { page: 'docs/scale.md', words: '| characters of a bus policy | {} |', number: () => BUS_POLICY_CHARACTERS },
  { page: 'docs/scale.md', words: '| resources in a stack | {} |', number: () => TEMPLATE.resources },
  { page: 'docs/notifications.md', words: 'A template has at most {} characters', number: () => INPUT_TRANSFORMER.templateCharacters },
  { page: 'docs/decisions.md', words: '(`complete`, {} kinds of events', number: completeSchemas },
];

/** Numbers that stand in the prose of pages written by people; an error where the words around one have gone. */
export async function proseNumbersStep(): Promise<GeneratedFile[]> {
  return [...new Set(NUMBERS.map(({ page }) => page))].map((page) => ({
    path: page,
    content: NUMBERS.filter((row) => row.page === page).reduce(withNumber, readFileSync(resolve(ROOT, page), 'utf8')),
  }));
}

function withNumber(text: string, { page, words, number }: ProseNumber): string {
  const [before, after] = words.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const place = new RegExp(`(?<=${before})\\d[\\d,]*(?=${after})`, 'g');
  const found = [...text.matchAll(place)];
  if (found.length !== 1) {
    throw new Error(`${page} says "${words}" ${found.length} times instead of once: change the row in scripts/catalog/prose-numbers-step.ts with the sentence.`);
  }
  return text.replace(place, groupedDigits(number()));
}

function roundOperations(): number {
  const eventSources = new Set(AwsService.all().flatMap((service) => service._eventSources));
  const count = [...eventSources].reduce((sum, eventSource) => sum + (operationsOf(eventSource)?.length ?? 0), 0);
  return Math.round(count / 1000) * 1000;
}

function readOnlyCalls(): number {
  return readJsonLinesFacts<{ operations: string[] }>('cloudtrail/read-only.jsonl').reduce((sum, { operations }) => sum + operations.length, 0);
}

function recordedAnswers(): number {
  return readFileSync(resolve(ROOT, 'test/pattern/event-ruler/recorded-answers.tsv'), 'utf8').trim().split('\n').length;
}

function completeSchemas(): number {
  return new Set(AwsService.all().flatMap((service) => service.detailTypes
    .filter((detailType) => service.schemaOf(detailType)?.complete).map((detailType) => `${service.source} ${detailType}`))).size;
}
