import { Answer } from './redrive-sandbox';
import { WaitingLetters } from './waiting-letters';
import type { PlayedApp } from '../delivery/played-app';
import { PlayedFault } from '../delivery/played-fault';
import { PlayedRule, PlayedTarget } from '../delivery/played-rule';

/** Some ARNs of a log group end so. */
const ALL_STREAMS = /:\*$/;

/** What a target has got by a redrive. */
export interface Resent {
  readonly arn: string;
  readonly payload: string;
}

const ERRORS: Record<string, [name: string, status: number]> = {
  'target-throttles': ['ThrottlingException', 429],
  'target-refuses': ['AccessDeniedException', 403],
  'target-is-gone': ['ResourceNotFoundException', 404],
  'target-is-slow': ['ServiceUnavailable', 503],
  'event-is-too-large': ['InvalidParameterValue', 400],
};

/**
 * What the redrive function asks of AWS: the queue that it empties, the rules of the app as they stand in the templates, and
 * targets that take what they are sent unless a fault is there.
 */
export class ModelledAws {
  public readonly resent: Resent[] = [];

  /**
   * @param account the account of the function, which knows no other's rules
   */
  constructor(
    private readonly app: PlayedApp, private readonly letters: WaitingLetters,
    private readonly faults: readonly PlayedFault[], private readonly account: string,
  ) {
  }

  public call(operation: string, input: any, region: string | undefined): Answer {
    switch (operation) {
      case 'ReceiveMessage': return { result: { Messages: this.letters.receive(input.MaxNumberOfMessages, input.VisibilityTimeout) } };
      case 'DeleteMessage': return { result: this.letters.remove(input.ReceiptHandle) };
      case 'ChangeMessageVisibilityBatch': return { result: this.letters.release(input.Entries) };
      case 'GetQueueAttributes': return { result: { Attributes: this.letters.attributes } };
      case 'ListTargetsByRule': return this.ofRule(input.Rule, input, region, (rule) => ({ Targets: this.targetsOf(rule) }));
      case 'DescribeRule': return this.ofRule(input.Name, input, region, (rule) => ({ State: rule.kind === 'rule' ? rule.tested.inTemplate.state : 'ENABLED' }));
      case 'GetQueueUrl': return { result: { QueueUrl: `https://sqs.amazonaws.com/${input.QueueOwnerAWSAccountId ?? ''}/${input.QueueName}` } };
      case 'CreateLogStream': return { result: {} };
      default: return this.send(operation, input, region);
    }
  }

  private ofRule(name: string, { EventBusName: bus }: any, region: string | undefined, answer: (rule: PlayedRule) => any): Answer {
    const path = `:rule/${bus ? `${bus}/` : ''}${name}`;
    const rule = this.app.rules.find((one) => one.account === this.account && one.region === region && one.arn.endsWith(path));
    return rule ? { result: answer(rule) } : { error: { name: 'ResourceNotFoundException', message: `Rule ${name} does not exist.`, status: 400 } };
  }

  private targetsOf({ tested, targets }: PlayedRule): any[] {
    const values = this.app.values.of(tested.resource.stack);
    return targets.filter(({ notDeployed }) => notDeployed === undefined)
      .map(({ target, arn }) => ({ ...values.resolve(target.properties), Arn: arn }));
  }

  private send(operation: string, input: any, region: string | undefined): Answer {
    const [suffix, payload, result] = sent(operation, input, this.account);
    if (suffix === undefined) {
      return { error: { name: 'UnknownOperationException', message: `The model does not know ${operation}.`, status: 400 } };
    }
    const ways = this.waysTo(suffix, region);
    const { arn, name: target } = ways[0]?.[1] ?? { arn: suffix };
    const fault = this.faults.find((one) => ways.some((way) => one.hitsTarget(...way)));
    if (fault) {
      const [name, status] = ERRORS[fault.name] ?? ['ServiceUnavailable', 503];
      return { error: { name, message: `${target} ${fault.kind.says}`, status } };
    }
    if (input.InvocationType !== 'DryRun') {
      this.resent.push({ arn, payload });
    }
    return { result };
  }

  /** The rules that have the target, and it as theirs. */
  private waysTo(suffix: string, region: string | undefined): [PlayedRule, PlayedTarget][] {
    const isMeant = (target: PlayedTarget) => target.region === region && target.arn.replace(ALL_STREAMS, '').endsWith(suffix);
    return this.app.rules.flatMap((rule) => rule.targets.filter(isMeant).map((target): [PlayedRule, PlayedTarget] => [rule, target]));
  }
}

/** The target that a call sends to, as its ARN or the end of it, what it is sent, and what AWS answers. */
function sent(operation: string, input: any, account: string): [arn: string | undefined, payload: string, result: object] {
  switch (operation) {
    case 'SendMessage': return [`:${input.QueueUrl.split('/').slice(-2).filter((part: string) => part !== '').join(':')}`, input.MessageBody, { MessageId: 'resent' }];
    case 'Invoke': return [input.FunctionName, String(input.Payload ?? ''), { StatusCode: input.InvocationType === 'DryRun' ? 204 : 202 }];
    case 'Publish': return [input.TopicArn, input.Message, { MessageId: 'resent' }];
    case 'StartExecution': return [input.stateMachineArn, input.input, { executionArn: 'resent' }];
    case 'PutRecord': return [input.StreamARN, String(input.Data), { SequenceNumber: '1', ShardId: 'shard' }];
    case 'PutLogEvents': return [`:${account}:log-group:${input.logGroupName}`, input.logEvents?.[0]?.message, {}];
    case 'PutEvents': return [input.Entries?.[0]?.EventBusName, input.Entries?.[0]?.Detail, { FailedEntryCount: 0, Entries: [{ EventId: 'resent' }] }];
    default: return [undefined, '', {}];
  }
}
