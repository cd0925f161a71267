import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRuleCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand, RemoveTargetsCommand, Target } from '@aws-sdk/client-eventbridge';
import { CreateStreamCommand, DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { MotoServer } from '../../scripts/moto/moto-server';
import { handler } from '../../src/redrive/handler/handler';
import { RedriveSummary } from '../../src/redrive/handler/summary';

/** The client of Kinesis speaks HTTP/2, and moto does not. */
jest.mock('@aws-sdk/client-kinesis', () => {
  const actual = jest.requireActual('@aws-sdk/client-kinesis');
  const { SQSClient: OverHttp1 } = jest.requireActual('@aws-sdk/client-sqs');
  class KinesisOverHttp1 extends actual.KinesisClient {
    constructor(config: object) {
      super({ ...config, requestHandler: new OverHttp1({}).config.requestHandler });
    }
  }
  return { ...actual, KinesisClient: KinesisOverHttp1 };
});

const REGION = 'eu-west-1';
const ACCOUNT = '123456789012';
const RULE = `arn:aws:events:${REGION}:${ACCOUNT}:rule/mine`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/role`;
const MINUTES_LEFT = { getRemainingTimeInMillis: () => 5 * 60_000 };

let server: MotoServer;
let sqs: SQSClient;
let eventBridge: EventBridgeClient;
let deadLetters: string;
const environmentBefore = { ...process.env };

beforeAll(async () => {
  server = await MotoServer.start();
  Object.assign(process.env, server.environment(REGION));
  sqs = new SQSClient({});
  eventBridge = new EventBridgeClient({});
  jest.spyOn(console, 'log').mockImplementation();
});

afterAll(async () => {
  process.env = environmentBefore;
  await server?.stop();
});

beforeEach(async () => {
  await server.reset();
  await withoutDocker();
  deadLetters = await queue('dead-letters');
  process.env.QUEUE_URL = deadLetters;
  await eventBridge.send(new PutRuleCommand({ Name: 'mine', EventPattern: '{"source":["aws.ec2"]}' }));
});

/** Functions answer without being run: moto would need Docker for that. */
async function withoutDocker(): Promise<void> {
  await fetch(`${server.endpoint}/moto-api/config`, { method: 'POST', body: JSON.stringify({ lambda: { use_docker: false } }) });
}

/** The role of a function must exist; one request does not call for a client of IAM. */
async function createRole(): Promise<void> {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await fetch(server.endpoint, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none' },
    body: new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08', RoleName: 'role', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  });
}

async function functionArn(): Promise<string> {
  await createRole();
  const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);
  const { FunctionArn: arn } = await new LambdaClient({}).send(new CreateFunctionCommand({
    FunctionName: 'handler', Role: ROLE, Handler: 'index.handler', Runtime: 'nodejs22.x', Code: { ZipFile: emptyZip },
  }));
  return arn!;
}

async function queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))).QueueUrl!;
}

const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

async function targets(...list: Omit<Target, 'Id'>[]): Promise<void> {
  await eventBridge.send(new PutTargetsCommand({ Rule: 'mine', Targets: list.map((target, n) => ({ Id: `${n}`, ...target } as Target)) }));
}

function delivered(id: string) {
  return { 'version': '0', id, 'source': 'aws.ec2', 'detail-type': 'Kind', 'time': new Date().toISOString(), 'resources': [], 'detail': { state: 'stopped' } };
}

async function deadLetter(targetArn: string, id = 'e1', errorCode = 'NO_PERMISSIONS', ruleArn = RULE): Promise<void> {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  await sqs.send(new SendMessageCommand({
    QueueUrl: deadLetters,
    MessageBody: JSON.stringify(delivered(id)),
    MessageAttributes: { RULE_ARN: text(ruleArn), TARGET_ARN: text(targetArn), ERROR_CODE: text(errorCode), ERROR_MESSAGE: text('because') },
  }));
}

async function received(url: string): Promise<string[]> {
  const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
  return messages.map(({ Body }) => Body!);
}

/** How many messages the queue holds, whether or not they can be seen. */
async function left(): Promise<{ visible: number; invisible: number }> {
  const { Attributes: attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['All'] }));
  return { visible: Number(attributes!.ApproximateNumberOfMessages), invisible: Number(attributes!.ApproximateNumberOfMessagesNotVisible) };
}

const redrive = (input: object = {}): Promise<RedriveSummary> => handler({ dryRun: false, perSecond: 1000, ...input }, MINUTES_LEFT);

describe('against the APIs of SQS and EventBridge', () => {
  test('dead letters go to the queue of the rule, transformed, and leave the dead-letter queue', async () => {
    const work = await queue('work');
    await targets({ Arn: queueArn('work'), InputTransformer: { InputPathsMap: { state: '$.detail.state' }, InputTemplate: '{"state": <state>}' } });
    await Promise.all(Array.from({ length: 25 }, (_, n) => deadLetter(queueArn('work'), `e${n}`)));
    const summary = await redrive();
    expect(summary).toMatchObject({ redriven: 25, left: 0, stoppedBecause: 'the queue holds nothing else' });
    expect(await left()).toEqual({ visible: 0, invisible: 0 });
    expect(await received(work)).toContain('{"state": "stopped"}');
  });

  test('a dry run changes nothing, and all can be seen again at once', async () => {
    const work = await queue('work');
    await targets({ Arn: queueArn('work') });
    await Promise.all(['a', 'b', 'c'].map((id) => deadLetter(queueArn('work'), id)));
    expect(await handler(undefined, MINUTES_LEFT)).toMatchObject({ dryRun: true, redriven: 3 });
    expect(await received(work)).toEqual([]);
    expect(await left()).toEqual({ visible: 3, invisible: 0 });
  });

  test('what is not asked for stays, and can be seen again', async () => {
    await queue('work');
    await targets({ Arn: queueArn('work') });
    await deadLetter(queueArn('work'), 'a', 'THROTTLING');
    await deadLetter(queueArn('work'), 'b');
    expect(await redrive({ errorCode: 'THROTTLING' })).toMatchObject({ redriven: 1, skipped: 1 });
    expect(await left()).toEqual({ visible: 1, invisible: 0 });
  });

  test('what the target does not accept stays', async () => {
    const work = await queue('work');
    await targets({ Arn: queueArn('work') });
    await deadLetter(queueArn('work'));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: work }));
    expect(await redrive()).toMatchObject({ redriven: 0, left: 1 });
    expect(await left()).toEqual({ visible: 1, invisible: 0 });
  });

  test('what belongs to a target or a rule that is gone stays', async () => {
    await queue('work');
    await targets({ Arn: queueArn('work') });
    await deadLetter(queueArn('work'));
    await eventBridge.send(new RemoveTargetsCommand({ Rule: 'mine', Ids: ['0'] }));
    expect((await redrive()).groups[0].reasons).toEqual({ 'the rule has no such target any more': 1 });
    await eventBridge.send(new DeleteRuleCommand({ Name: 'mine' }));
    expect((await redrive()).groups[0].reasons).toEqual({ 'the rule is gone': 1 });
    expect(await left()).toEqual({ visible: 1, invisible: 0 });
  });

  test('a message that nobody can read stays', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: 'hello' }));
    expect(await redrive()).toMatchObject({ unreadable: { count: 1 } });
    expect(await left()).toEqual({ visible: 1, invisible: 0 });
  });

  test('a FIFO queue gets the group that the rule names', async () => {
    const work = await queue('work.fifo', { FifoQueue: 'true' });
    await targets({ Arn: queueArn('work.fifo'), SqsParameters: { MessageGroupId: 'g' } });
    await deadLetter(queueArn('work.fifo'));
    expect(await redrive()).toMatchObject({ redriven: 1 });
    expect(await received(work)).toHaveLength(1);
  });
});

describe('against the APIs of other targets', () => {
  test('a function is invoked', async () => {
    const arn = await functionArn();
    await targets({ Arn: arn });
    await deadLetter(arn);
    expect(await redrive()).toMatchObject({ redriven: 1, left: 0 });
    expect(await left()).toEqual({ visible: 0, invisible: 0 });
  });

  test('a function that failed gets its own input again', async () => {
    const arn = await functionArn();
    const record = { requestContext: { functionArn: `${arn}:$LATEST`, condition: 'RetriesExhausted' }, requestPayload: delivered('e1') };
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: JSON.stringify(record) }));
    expect((await redrive()).groups).toMatchObject([{ targetArn: arn, redriven: 1, errorCodes: { RetriesExhausted: 1 } }]);
    expect(await left()).toEqual({ visible: 0, invisible: 0 });
  });

  test('a topic passes on', async () => {
    const sns = new SNSClient({});
    const inbox = await queue('inbox');
    const { TopicArn: arn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    await sns.send(new SubscribeCommand({ TopicArn: arn, Protocol: 'sqs', Endpoint: queueArn('inbox'), Attributes: { RawMessageDelivery: 'true' } }));
    await targets({ Arn: arn, InputPath: '$.detail' });
    await deadLetter(arn!);
    expect(await redrive()).toMatchObject({ redriven: 1 });
    expect(await received(inbox)).toEqual(['{"state":"stopped"}']);
  });

  test('a state machine is started', async () => {
    const sfn = new SFNClient({});
    const { stateMachineArn: arn } = await sfn.send(new CreateStateMachineCommand({
      name: 'machine', roleArn: ROLE, definition: '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}',
    }));
    await targets({ Arn: arn, RoleArn: ROLE });
    await deadLetter(arn!);
    expect(await redrive()).toMatchObject({ redriven: 1 });
    expect((await sfn.send(new ListExecutionsCommand({ stateMachineArn: arn }))).executions).toHaveLength(1);
  });

  test('a stream gets a record, by the partition key of the rule', async () => {
    const kinesis = new KinesisClient({});
    await kinesis.send(new CreateStreamCommand({ StreamName: 'stream', ShardCount: 1 }));
    const { StreamDescription: { StreamARN: arn, Shards: [shard] = [] } = {} } = await kinesis.send(new DescribeStreamCommand({ StreamName: 'stream' }));
    await targets({ Arn: arn, RoleArn: ROLE, KinesisParameters: { PartitionKeyPath: '$.detail.state' } });
    await deadLetter(arn!);
    expect(await redrive()).toMatchObject({ redriven: 1 });
    const { ShardIterator: iterator } = await kinesis.send(new GetShardIteratorCommand({ StreamARN: arn, ShardId: shard.ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
    const { Records: records } = await kinesis.send(new GetRecordsCommand({ StreamARN: arn, ShardIterator: iterator }));
    expect(records!.map(({ PartitionKey, Data }) => [PartitionKey, JSON.parse(Buffer.from(Data!).toString()).id])).toEqual([['stopped', 'e1']]);
  });

  test('a log group gets the event', async () => {
    const cloudWatchLogs = new CloudWatchLogsClient({});
    await cloudWatchLogs.send(new CreateLogGroupCommand({ logGroupName: '/events' }));
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/events`;
    await targets({ Arn: arn });
    await deadLetter(arn, 'a');
    await deadLetter(arn, 'b');
    expect(await redrive()).toMatchObject({ redriven: 2 });
    const { events = [] } = await cloudWatchLogs.send(new FilterLogEventsCommand({ logGroupName: '/events' }));
    expect(events.map(({ message }) => JSON.parse(message!).id).sort()).toEqual(['a', 'b']);
  });

  test('a bus gets no event of an AWS service', async () => {
    const arn = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;
    await targets({ Arn: arn });
    await deadLetter(arn);
    expect(Object.keys((await redrive()).groups[0].reasons)).toEqual([expect.stringContaining('EventBridge lets nobody put events of AWS services on a bus')]);
  });
});
