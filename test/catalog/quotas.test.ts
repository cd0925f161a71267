import * as quotas from '../../src/catalog/quotas';

test('quotas are those that the pages of AWS name', () => {
  expect(Object.fromEntries(Object.entries(quotas).filter(([, value]) => typeof value !== 'function'))).toEqual({
    PATTERN_CHARACTERS: 2048,
    ARCHIVE_PATTERN_CHARACTERS: 4096,
    PATTERN_COMBINATIONS: 1000,
    TARGETS_OF_RULE: 5,
    RULE_DESCRIPTION_CHARACTERS: 512,
    RETRY_ATTEMPTS: { min: 0, max: 185 },
    EVENT_AGE_SECONDS: { min: 60, max: 86_400 },
    WILDCARD_RULES_OF_BUS: 30,
    WILDCARD_COMPLEXITY: 10,
    BUS_POLICY_CHARACTERS: 10_240,
    QUEUE_POLICY: { statements: 20, bytes: 8192 },
    FUNCTION_POLICY_BYTES: 20_480,
    RULES_OF_FUNCTION: 50,
    LOG_RESOURCE_POLICIES: 10,
    METRICS_OF_DASHBOARD: 2500,
    INPUT_TRANSFORMER: { variables: 100, templateCharacters: 8192, pathCharacters: 256 },
    CUSTOM_EVENT_BUS: {
      retentionDays: { min: 1, max: 365, usual: 7 },
      descriptionCharacters: 512,
      sourcePatternCharacters: 3753,
      filterBytes: 4096,
      filterChangesPerDay: 24,
      expressionCharacters: 8192,
      requestCharacters: 262_144,
      batchWindowSeconds: { min: 0, max: 300 },
    },
    ALARM_DESCRIPTION_CHARACTERS: 1024,
    ACTIONS_OF_ALARM: 5,
    ALARM_PERIOD: { multipleOf: 60, longBelow: 3600, seconds: { short: 86_400, long: 604_800 } },
    TEMPLATE: { resources: 500, bytes: 1_048_576 },
    FUNCTION_MEMORY: { min: 128, max: 10_240 },
  });
});

test.each<[string | undefined, number, number]>([
  ['us-east-1', 300, 18_750], ['eu-west-1', 300, 18_750], ['eu-central-1', 300, 4500], ['eu-west-2', 300, 2250], ['sa-east-1', 300, 1100],
  ['ca-west-1', 300, 750], ['af-south-1', 100, 750], ['eu-south-1', 100, 750], [undefined, 300, 750],
])('in %s a bus has %d rules, and %d invocations a second', (region, rulesOfBus, invocationsPerSecond) => {
  expect(quotas.quotasOf(region)).toEqual({ rulesOfBus, invocationsPerSecond });
});
