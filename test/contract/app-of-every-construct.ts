import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, DeadLetterRedrive, DeliveryAlarms, EventBusAccess,
  EventPatternRule, EventRegions, EventSourceHub, EventSourceSpoke, OperationsEvent, OperationsRules, SecurityEvent, SecurityRules, ServiceEventAlarm,
  ServiceEventBus, ServiceEventDashboard, ServiceEventHub, ServiceEventProtection, ServiceEventRule, ServiceEventSource, ServiceEventSpoke,
  ServiceEventSubscriber, SubscriberRedrive, Trails,
} from 'cdk-service-events';
import { Construct } from 'constructs';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const BUS_V2 = 'arn:aws:events:eu-west-1:111122223333:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';

const queue = (scope: Construct) => new targets.SqsQueue(new sqs.Queue(scope, 'Queue'));
const handler = (scope: Construct) => new targets.LambdaFunction(new lambda.Function(scope, 'Handler', {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//'),
}));
const busOf = (scope: Construct) => ServiceEventBus.fromEventBusArn(scope, 'Bus', BUS_V2);

/** Everything that makes resources, each in a scope called as it. */
const EVERY: Record<string, (scope: Construct) => void> = {
  'ApiCallRule': (scope) => void new ApiCallRule(scope, 'It', { service: AwsService.S3, operations: ['CreateBucket'], targets: [queue(scope)] }),
  'ApiCallRule.split': (scope) => void ApiCallRule.split(scope, 'It', { service: AwsService.EC2, targets: [queue(scope)] }),
  'CloudTrailEventRule': (scope) => void new CloudTrailEventRule(scope, 'It', {
    service: AwsService.SECRETSMANAGER, eventType: CloudTrailEventType.SERVICE_EVENT, targets: [queue(scope)],
  }),
  'ConsoleSignInRule': (scope) => void new ConsoleSignInRule(scope, 'It', { targets: [queue(scope)] }),
  'EventPatternRule': (scope) => void new EventPatternRule(scope, 'It', { eventPattern: { source: ['aws.ec2'] }, targets: [queue(scope)] }),
  'OperationsRules': (scope) => void new OperationsRules(scope, 'It', { events: [OperationsEvent.BACKUP_FAILED], targets: [queue(scope)] }),
  'SecurityRules': (scope) => void new SecurityRules(scope, 'It', { events: [SecurityEvent.S3_BUCKET_ACCESS_CHANGED], targets: [queue(scope)] }),
  'ServiceEventAlarm': (scope) => void new ServiceEventAlarm(scope, 'It', { service: AwsService.EC2 }),
  'ServiceEventRule': (scope) => void new ServiceEventRule(scope, 'It', { service: AwsService.EC2, targets: [queue(scope)] }),
  'ServiceEventRule with every option of its delivery': (scope) => void new ServiceEventRule(scope, 'It', {
    service: AwsService.BATCH,
    targets: [handler(scope)],
    delivery: {
      archive: Duration.days(7),
      captureHandlerFailures: true,
      expectEvery: Duration.hours(1),
      alarmActions: { ticket: [new actions.SnsAction(new sns.Topic(scope, 'Topic'))] },
      reconcile: { schedule: events.Schedule.rate(Duration.hours(1)), target: queue(scope) },
    },
  }),
  'ServiceEventRule with a queue of its own': (scope) => void new ServiceEventRule(scope, 'It', {
    service: AwsService.ECS, targets: [queue(scope)], delivery: { deadLetterQueue: new sqs.Queue(scope, 'DeadLetters') },
  }),
  'ServiceEventRule with shared alarms': (scope) => void new ServiceEventRule(scope, 'It', {
    service: AwsService.GLUE, targets: [queue(scope)], delivery: { alarms: DeliveryAlarms.shared() },
  }),
  'ServiceEventRule on forwarded events': (scope) => void new ServiceEventRule(scope, 'It', {
    service: AwsService.HEALTH, targets: [queue(scope)], eventRegions: EventRegions.forward(),
  }),
  'ServiceEventProtection': (scope) => {
    new events.Rule(scope, 'It', { eventPattern: { source: ['aws.rds'] }, targets: [queue(scope)] });
    ServiceEventProtection.of(scope).apply();
  },
  'ServiceEventHub': (scope) => void new ServiceEventHub(scope, 'It', { organizationId: 'o-a1b2c3d4e5', services: [AwsService.EC2] }),
  'ServiceEventSpoke': (scope) => void new ServiceEventSpoke(scope, 'It', {
    hubBus: events.EventBus.fromEventBusArn(scope, 'Hub', 'arn:aws:events:eu-west-1:444455556666:event-bus/hub'), services: [AwsService.EC2],
  }),
  'EventSourceHub': (scope) => void new EventSourceHub(scope, 'It', { accounts: ['444455556666'], services: [AwsService.ECS], apiCallsOf: [AwsService.S3] }),
  'EventSourceSpoke': (scope) => void new EventSourceSpoke(scope, 'It', { eventBus: busOf(scope), services: [AwsService.EC2] }),
  'ServiceEventBus': (scope) => void new ServiceEventBus(scope, 'It').shareWith('Others', { access: EventBusAccess.SUBSCRIBE, accounts: ['444455556666'] }),
  'ServiceEventSource': (scope) => void new ServiceEventSource(scope, 'It', { service: AwsService.EC2, eventBus: busOf(scope) }),
  'ServiceEventSubscriber': (scope) => void new ServiceEventSubscriber(scope, 'It', { service: AwsService.EC2, eventBus: busOf(scope), target: queue(scope) }),
  'SubscriberRedrive': (scope) => void new SubscriberRedrive(scope, 'It', {
    subscriber: new ServiceEventSubscriber(scope, 'Subscriber', { service: AwsService.EC2, eventBus: busOf(scope), target: queue(scope) }),
  }),
  'DeadLetterRedrive': (scope) => {
    new ServiceEventRule(scope, 'Rule', { service: AwsService.EC2, targets: [queue(scope)] });
    new DeadLetterRedrive(scope, 'It');
  },
  'ServiceEventDashboard': (scope) => void new ServiceEventDashboard(scope, 'It'),
  'ServiceEventTrail': (scope) => void Trails.of(scope).create(),
};

export const EVERY_CONSTRUCT = Object.keys(EVERY);

/** The logical ids of what each makes, with the types, by stack and construct. */
export type LogicalIds = Record<string, Record<string, Record<string, string>>>;

/** The logical ids in an app of these constructs, made in this order. */
export function logicalIdsOf(constructs: string[]): LogicalIds {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true } });
  const stack = new Stack(app, 'Stack', { env: ENV });
  for (const name of constructs) {
    EVERY[name](new Construct(stack, name.replace(/\W+/g, '')));
  }
  app.synth({ skipValidation: true });
  const found: LogicalIds = {};
  for (const construct of app.node.findAll().filter(CfnResource.isCfnResource)) {
    const ofStack = found[construct.stack.node.path] ??= {};
    const [first] = construct.node.path.slice(construct.stack.node.path.length + 1).split('/');
    (ofStack[first] ??= {})[construct.stack.resolve(construct.logicalId)] = construct.cfnResourceType;
  }
  return sorted(found);
}

function sorted<T>(value: T): T {
  return typeof value === 'object' ? Object.fromEntries(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)])) as T : value;
}
