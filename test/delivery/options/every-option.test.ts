import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, DeadLetterRedrive, DeliveryAlarms, DeliveryDefaults,
  EventBusAccess, EventPatternRule, EventRegions, EventSourceHub, EventSourceSpoke, OperationsRules, SecurityRules,
  ServiceEventAlarm, ServiceEventChecks, ServiceEventDashboard, ServiceEventHub,
  ServiceEventBus, ServiceEventProtection, ServiceEventReport, ServiceEventRule, ServiceEventSource, ServiceEventSpoke,
  ServiceEventSubscriber, SubscriberRedrive, Trails, UniversalTarget,
} from 'cdk-service-events';
import { CHECKS_OPTIONS } from '../../../src/checks/check-option-kinds';
import { REPORT_OPTIONS } from '../../../src/checks/report/report-option-kinds';
import { DASHBOARD_OPTIONS } from '../../../src/dashboard/dashboard-kinds';
import { ALARMS } from '../../../src/delivery/options/alarm-kinds';
import { COMMON_DELIVERY, DELIVERY_DEFAULTS } from '../../../src/delivery/options/delivery-kinds';
import { OptionFindings, OptionKind } from '../../../src/delivery/options/option-kind';
import { EVENT_SOURCE_HUB_OPTIONS, SOURCE_SPOKE_OPTIONS, SOURCE_SPOKE_PROPS } from '../../../src/hub/event-source-spoke-kinds';
import { FORWARDING_OPTIONS, HUB_OPTIONS, SPOKE_OPTIONS } from '../../../src/hub/forwarding-kinds';
import { REDRIVE_OPTIONS } from '../../../src/redrive/redrive-kinds';
import { SUBSCRIBER_REDRIVE_OPTIONS } from '../../../src/redrive/subscriber-redrive-kinds';
import { EVENT_FORWARDING_OPTIONS } from '../../../src/regions/event-region-kinds';
import {
  API_CALL_OPTIONS, CLOUDTRAIL_EVENT_OPTIONS, SIGN_IN_OPTIONS,
} from '../../../src/rules/recorded-events/recorded-event-kinds';
import { EVENT_ALARM_OPTIONS, EVENT_PATTERN_OPTIONS, SERVICE_EVENT_OPTIONS } from '../../../src/rules/service-events/service-event-kinds';
import { OPERATIONS_OPTIONS, SECURITY_OPTIONS } from '../../../src/rules/watch-lists/watch-list-kinds';
import {
  EVENT_BUS_OPTIONS, EVENT_SOURCE_OPTIONS, SHARE_OPTIONS, SUBSCRIBER_OPTIONS, UNIVERSAL_TARGET_OPTIONS,
} from '../../../src/subscribers/event-bus-kinds';
import { CREATED_TRAIL, DECLARED_TRAILS } from '../../../src/trails/trail-kinds';
import { everyOf } from '../../support/every-of';

interface Entry {
  readonly kinds: Record<string, OptionKind>;
  /** Options are given to something in a stack. */
  readonly enter: (stack: Stack, options: any) => unknown;
}

const BUS_V2 = 'arn:aws:events:eu-west-1:111122223333:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';
const customBus = (stack: Stack) => ServiceEventBus.fromEventBusArn(stack, 'Bus', BUS_V2);

/** Everything that options enter through. */
const ENTRIES: Record<string, Entry> = {
  'ServiceEventRule': { kinds: SERVICE_EVENT_OPTIONS, enter: (stack, options) => new ServiceEventRule(stack, 'It', { service: AwsService.EC2, ...options }) },
  'EventPatternRule': { kinds: EVENT_PATTERN_OPTIONS, enter: (stack, options) => new EventPatternRule(stack, 'It', { eventPattern: { source: ['aws.ec2'] }, ...options }) },
  'ApiCallRule': { kinds: API_CALL_OPTIONS, enter: (stack, options) => new ApiCallRule(stack, 'It', { service: AwsService.EC2, ...options }) },
  'ApiCallRule.split': { kinds: API_CALL_OPTIONS, enter: (stack, options) => ApiCallRule.split(stack, 'It', { service: AwsService.EC2, ...options }) },
  'CloudTrailEventRule': {
    kinds: CLOUDTRAIL_EVENT_OPTIONS,
    enter: (stack, options) => new CloudTrailEventRule(stack, 'It', { service: AwsService.SECRETSMANAGER, eventType: CloudTrailEventType.SERVICE_EVENT, ...options }),
  },
  'ConsoleSignInRule': { kinds: SIGN_IN_OPTIONS, enter: (stack, options) => new ConsoleSignInRule(stack, 'It', options) },
  'SecurityRules': { kinds: SECURITY_OPTIONS, enter: (stack, options) => new SecurityRules(stack, 'It', options) },
  'OperationsRules': { kinds: OPERATIONS_OPTIONS, enter: (stack, options) => new OperationsRules(stack, 'It', options) },
  'ServiceEventAlarm': { kinds: EVENT_ALARM_OPTIONS, enter: (stack, options) => new ServiceEventAlarm(stack, 'It', { service: AwsService.EC2, ...options }) },
  'DeliveryDefaults.set': { kinds: DELIVERY_DEFAULTS, enter: (stack, options) => DeliveryDefaults.of(stack).set(options) },
  'DeliveryAlarms.perRule': { kinds: ALARMS, enter: (_stack, options) => DeliveryAlarms.perRule(options) },
  'DeliveryAlarms.shared': { kinds: ALARMS, enter: (_stack, options) => DeliveryAlarms.shared(options) },
  'ServiceEventProtection.apply': { kinds: COMMON_DELIVERY, enter: (stack, options) => ServiceEventProtection.of(stack).apply(options) },
  'EventRegions.forward': { kinds: EVENT_FORWARDING_OPTIONS, enter: (_stack, options) => EventRegions.forward(options) },
  'ServiceEventHub': { kinds: HUB_OPTIONS, enter: (stack, options) => new ServiceEventHub(stack, 'It', { organizationId: 'o-a1b2c3d4e5', ...options }) },
  'ServiceEventSpoke': {
    kinds: SPOKE_OPTIONS,
    enter: (stack, options) => new ServiceEventSpoke(stack, 'It', {
      hubBus: events.EventBus.fromEventBusArn(stack, 'Hub', 'arn:aws:events:eu-west-1:111122223333:event-bus/x'), services: [AwsService.EC2], ...options,
    }),
  },
  'ServiceEventDashboard': { kinds: DASHBOARD_OPTIONS, enter: (stack, options) => new ServiceEventDashboard(stack, 'It', options) },
  'DeadLetterRedrive': { kinds: REDRIVE_OPTIONS, enter: (stack, options) => new DeadLetterRedrive(stack, 'It', options) },
  'Trails.declare': { kinds: DECLARED_TRAILS, enter: (stack, options) => Trails.of(stack).declare(options) },
  'Trails.create': { kinds: CREATED_TRAIL, enter: (stack, options) => Trails.of(stack).create(options) },
  'ServiceEventChecks': { kinds: CHECKS_OPTIONS, enter: (_stack, options) => new ServiceEventChecks(options) },
  'ServiceEventBus': { kinds: EVENT_BUS_OPTIONS, enter: (stack, options) => new ServiceEventBus(stack, 'It', options) },
  'ServiceEventBus.shareWith': {
    kinds: SHARE_OPTIONS,
    enter: (stack, options) => new ServiceEventBus(stack, 'Bus').shareWith('It', options && typeof options === 'object' && !Array.isArray(options)
      ? { access: EventBusAccess.SUBSCRIBE, ...options } : options),
  },
  'ServiceEventSource': {
    kinds: EVENT_SOURCE_OPTIONS, enter: (stack, options) => new ServiceEventSource(stack, 'It', { service: AwsService.EC2, eventBus: customBus(stack), ...options }),
  },
  'ServiceEventSubscriber': {
    kinds: SUBSCRIBER_OPTIONS,
    enter: (stack, options) => new ServiceEventSubscriber(stack, 'It', {
      service: AwsService.EC2, eventBus: customBus(stack), target: new targets.SqsQueue(new sqs.Queue(stack, 'Target')), ...options,
    }),
  },
  'EventSourceSpoke': {
    kinds: SOURCE_SPOKE_PROPS, enter: (stack, options) => new EventSourceSpoke(stack, 'It', { eventBus: customBus(stack), services: [AwsService.EC2], ...options }),
  },
  'EventSourceHub': {
    kinds: EVENT_SOURCE_HUB_OPTIONS, enter: (stack, options) => new EventSourceHub(stack, 'It', { accounts: ['222222222222'], ...options }),
  },
  'EventSourceSpoke.templateWithParameter': {
    kinds: SOURCE_SPOKE_OPTIONS, enter: (_stack, options) => EventSourceSpoke.templateWithParameter({ services: [AwsService.EC2], ...options }),
  },
  'EventSourceSpoke.template': {
    kinds: SOURCE_SPOKE_OPTIONS, enter: (_stack, options) => EventSourceSpoke.template(BUS_V2, { services: [AwsService.EC2], ...options }),
  },
  'ServiceEventSpoke.template': {
    kinds: FORWARDING_OPTIONS, enter: (_stack, options) => ServiceEventSpoke.template('arn:aws:events:eu-west-1:111122223333:event-bus/x', { services: [AwsService.EC2], ...options }),
  },
  'SubscriberRedrive': { kinds: SUBSCRIBER_REDRIVE_OPTIONS, enter: (stack, options) => new SubscriberRedrive(stack, 'It', options) },
  'UniversalTarget': {
    kinds: UNIVERSAL_TARGET_OPTIONS,
    enter: (_stack, options) => new UniversalTarget({ service: 'dynamodb', action: 'putItem', request: {}, policyStatements: [], ...options }),
  },
  'ServiceEventReport.write': { kinds: REPORT_OPTIONS, enter: (stack, options) => ServiceEventReport.of(stack.node.root as App).write(options) },
};

/** What JavaScript, `any` and casts let pass. */
const BAD: Record<string, (stack: Stack) => unknown> = {
  'null': () => null,
  'a number': () => 42,
  'NaN': () => NaN,
  'true': () => true,
  'an empty text': () => '',
  'a text': () => 'no such thing',
  'a text with a token': (stack) => `x${stack.region}`,
  'a token': () => Lazy.any({ produce: () => 'late' }),
  'an empty list': () => [],
  'undefined in a list': () => [undefined],
  'a number in a list': () => [7],
  'a name of Object.prototype': () => ['constructor'],
  'an empty object': () => ({}),
  'a function': () => () => undefined,
  'a class': () => sqs.Queue,
  'a construct': (stack) => new sqs.Queue(stack, 'Bad'),
  'a stack': (stack) => stack,
  'a date': () => new Date(0),
  'a duration': () => Duration.hours(1),
};

/** What an error must never show: what JavaScript says by itself, and how the CDK marks tokens. */
const UNCLEAR = /Cannot read|is not a function|is not iterable|undefined \(reading|Maximum call|Cannot convert|Cannot destructure|\$\{Token\[|#\{Token\[|1\.888\d+e\+289/;

function newStack(): Stack {
  return new Stack(new App({ analyticsReporting: false }), 'Stack');
}

function refusalOf({ enter }: Entry, option: string, make: (stack: Stack) => unknown): string | undefined {
  const stack = newStack();
  try {
    enter(stack, { [option]: make(stack) });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function isWrong(kind: OptionKind, option: string, value: unknown): boolean {
  const found: OptionFindings = { wrong: [], unknown: [], late: [] };
  kind.check(option, value, found);
  return found.wrong.length > 0;
}

const options = Object.entries(ENTRIES).flatMap(([name, entry]) => Object.keys(entry.kinds).map((option) => [name, option, entry] as const));

test.each(options)('%s: a wrong %s is refused by its name, in words', (_name, option, entry) => {
  const wrong = Object.entries(BAD).filter(([, make]) => isWrong(entry.kinds[option], option, make(newStack())));
  expect(wrong.length).toBeGreaterThan(0);
  for (const [what, make] of everyOf(wrong)) {
    const refusal = refusalOf(entry, option, make);
    expect([what, refusal]).toEqual([what, expect.stringContaining(option)]);
    expect(refusal).not.toMatch(UNCLEAR);
  }
});

test.each(Object.entries(ENTRIES))('%s: options that are no object are refused in words', (_name, { enter }) => {
  for (const none of [null, 5, 'x', [], ['x']]) {
    let refusal = '';
    try {
      enter(newStack(), none);
    } catch (error) {
      refusal = (error as Error).message;
    }
    expect(refusal).not.toMatch(UNCLEAR);
  }
});

test('an option that is misspelt is spoken of', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, delivery: { retryAttemps: 5 } as any });
  const said = app.synth().getStackByName('Stack').messages.map(({ entry }) => String(entry.data));
  expect(said).toContainEqual(expect.stringContaining("delivery.retryAttemps is no option of rule 'Stack/Rule', and has no effect: delivery.retryAttempts is meant"));
});

describe('the tables', () => {
  const SRC = join(__dirname, '..', '..', '..', 'src');

  /** The files that an index exports, those of other indexes included. */
  function exportedBy(index: string): string[] {
    return [...readFileSync(index, 'utf8').matchAll(/from '(\.[^']+)'/g)].flatMap(([, path]) => {
      const file = resolve(dirname(index), path);
      return existsSync(`${file}.ts`) ? [`${file}.ts`] : exportedBy(join(file, 'index.ts'));
    });
  }

  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(SRC, file), 'utf8'));
  const publicFiles = [...new Set(exportedBy(join(SRC, 'index.ts')))].filter((file) => !/\/(catalog|testing|pattern)\//.test(file));
  const structs = publicFiles.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^export interface (\w+(?:Props|Options|Selection))\b/gm)])
    .map(([, name]) => name);
  const tables = new Set(sources.flatMap((text) => [...text.matchAll(/OptionKinds<(\w+)>/g)]).map(([, name]) => name));

  test('are of structs without a required number, truth value or enumeration, which other languages fill in silently', () => {
    const enums = new Set(sources.flatMap((text) => [...text.matchAll(/^export enum (\w+)/gm)]).map(([, name]) => name));
    const isValueType = (type: string) => type === 'number' || type === 'boolean' || enums.has(type);
    const required = exportedBy(join(SRC, 'index.ts')).flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/^export interface (\w+(?:Props|Options|Selection))\b[^]*?^\}/gm),
    ]).flatMap(([text, name]) => [...text.matchAll(/^ {2}readonly (\w+): ([\w.]+);/gm)].filter(([, , type]) => isValueType(type)).map(([, option]) => `${name}.${option}`));
    expect(enums.size).toBeGreaterThan(5);
    expect(required).toEqual([]);
  });

  test('name every option of every struct that users give to a construct, or the compiler complains', () => {
    expect(structs.length).toBeGreaterThan(30);
    // ServiceEventProtectionOptions is another name of CommonDeliveryOptions.
    expect(structs.filter((name) => !tables.has(name)).sort()).toEqual(['ServiceEventProtectionOptions']);
  });
});

test.each<[string, unknown, string]>([
  ['stands one level too high', { retryAttempts: 5 }, "retryAttempts is no option of rule 'Stack/Rule', and has no effect: delivery.retryAttempts is meant"],
  ['is one of several', { target: 1 }, "target is no option of rule 'Stack/Rule', and has no effect: targets is meant, as it seems"],
  ['is shorter by a word', { bus: 1 }, "bus is no option of rule 'Stack/Rule', and has no effect: eventBus is meant, as it seems"],
  ['is longer by a word', { eventDetail: 1 }, "eventDetail is no option of rule 'Stack/Rule', and has no effect: detail is meant, as it seems"],
  ['was called so before', { resource: 1, resourcesIn: [] }, "resourcesIn is no option of rule 'Stack/Rule', and has no effect: resourceArns is meant, as it seems"],
  ['is misspelt one level deeper', { delivery: { maxAge: 1 } }, 'and has no effect: delivery.maxEventAge is meant, as it seems'],
  ['is near to several', { delivery: { queue: 1, key: 1 } }, "delivery.key is no option of rule 'Stack/Rule', and has no effect. Leave it out"],
  ['is none', { colour: 'red' }, "colour is no option of rule 'Stack/Rule', and has no effect. Leave it out"],
  ['belongs to the defaults', { delivery: { runbookUrl: 'https://example.com' } }, "delivery.runbookUrl is no option of rule 'Stack/Rule', and has no effect"],
])('an option that %s is spoken of as well', (_what, props, message) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, ...props as object });
  expect(app.synth().getStackByName('Stack').messages.map(({ entry }) => String(entry.data))).toContainEqual(expect.stringContaining(message));
});

test('a number in quotes is told apart from a wrong number', () => {
  expect(() => DeliveryDefaults.of(newStack()).set({ retryAttempts: '5' as never })).toThrow('retryAttempts of DeliveryDefaults.set is "5": it must be a whole number from 0 to 185, and this is a text');
});

test('an option that no rule of a list has is spoken of once', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const [first, second] = [{ colour: 'red' }, { colour: 'blue' }];
  new SecurityRules(stack, 'Security', first as object);
  new OperationsRules(stack, 'Operations', second as object);
  const said = app.synth().getStackByName('Stack').messages.map(({ entry }) => String(entry.data)).filter((message) => message.includes('colour'));
  expect(said).toHaveLength(2);
});

test('options that no stack can warn of are refused', () => {
  const app = new App();
  expect(() => DeliveryDefaults.of(app).set({ retryAttemps: 5 } as object)).toThrow('retryAttemps is no option of DeliveryDefaults.set: retryAttempts is meant, as it seems.');
  expect(() => ServiceEventProtection.of(app).apply({ colour: 'red' } as object)).toThrow('colour is no option of ServiceEventProtection.apply: give some of deadLetterQueue');
});

test.each<[string, (stack: Stack) => unknown]>([
  ['made here', (stack) => new ServiceEventBus(stack, 'Bus')],
  ['imported', customBus],
])('a Custom Event Bus that is %s is no bus of a rule', (_what, make) => {
  const stack = newStack();
  expect(() => new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, eventBus: make(stack) as never }))
    .toThrow(/^eventBus of rule 'Stack\/Rule' is a \w+ \('Stack\/Bus'\): a Custom Event Bus has no rules: use ServiceEventSubscriber/);
});

describe('an option in a message', () => {
  const { JSII_AGENT } = process.env;

  afterEach(() => {
    delete process.env.JSII_AGENT;
    Object.assign(process.env, JSII_AGENT === undefined ? {} : { JSII_AGENT });
  });

  test.each([
    ['Python/3.12.1', 'delivery.retry_attempts of rule'],
    ['Java/21', 'delivery.retryAttempts of rule'],
    ['go1.24/linux/amd64', 'Delivery.RetryAttempts of rule'],
  ])('has the name that it has where jsii says %s', (agent, begin) => {
    process.env.JSII_AGENT = agent;
    expect(() => new ServiceEventRule(new Stack(), 'It', { service: AwsService.EC2, delivery: { retryAttempts: -1 } })).toThrow(begin);
  });
});

test('actions of a Region that name no kind of alarms are refused, since jsii drops a misspelt kind on the way', () => {
  expect(() => EventRegions.forward({ alarmActions: { 'us-east-1': {} } }))
    .toThrow('alarmActions["us-east-1"] of EventRegions.forward is {}: it must have at least one of page, ticket, ok.');
});
