import { FAULT_KINDS } from '../../../src/testing/delivery/fault-kinds';
import { everyOf } from '../../support/every-of';

test('each fault has the code that the pages give, and is tried again or not', () => {
  const told = Object.entries(FAULT_KINDS).map(([name, { place, error, recordedAs, retried }]) => [name, [place, error, recordedAs, retried]]);
  expect(Object.fromEntries(told)).toEqual({
    'target-throttles': ['target', 'THROTTLING', 'THROTTLING', true],
    'target-refuses': ['target', 'NO_PERMISSIONS', 'ACCESS_DENIED', false],
    'target-is-gone': ['target', 'NO_RESOURCE', 'RESOURCE_NOT_FOUND', false],
    'target-is-slow': ['target', 'TIMEOUT', 'EXECUTION_TIMEOUT', true],
    'dead-letter-queue-is-gone': ['deadLetterQueue', undefined, undefined, false],
    'dead-letter-queue-refuses': ['deadLetterQueue', undefined, undefined, false],
    'dead-letter-queue-key-refuses': ['deadLetterQueue', undefined, undefined, false],
    'handler-fails': ['handler', undefined, 'COMPUTE_EXECUTION_ERROR', true],
    'region-is-cut-off': ['environment', 'CROSS_REGION_INGESTION_FAILED', 'INVOCATION_DEPENDENCY_INTERNAL', true],
    'account-is-cut-off': ['environment', 'CROSS_ACCOUNT_INGESTION_FAILED', 'INVOCATION_DEPENDENCY_INTERNAL', true],
    'event-is-too-large': ['target', 'SDK_CLIENT_ERROR', 'REQUEST_TOO_LARGE', false],
  });
});

test('each fault names the page that says what EventBridge does', () => {
  for (const { source } of everyOf(Object.values(FAULT_KINDS))) {
    expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\//);
  }
});
