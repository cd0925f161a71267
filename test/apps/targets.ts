import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { TargetPlan } from './app-plan';

export interface TargetLimits {
  /** The stacks that the rule's stack may depend on. */
  readonly below: Stack[];
  readonly isOfLibrary: boolean;
  readonly isForwarded: boolean;
  readonly hasCondition: boolean;
}

/** What the CDK itself refers to a rule from has no condition. */
const WITHOUT_REFERENCE_TO_RULE: TargetPlan['kind'][] = ['topic', 'stream', 'stateMachine'];
const SENT_TO_ELSEWHERE: TargetPlan['kind'][] = ['queue', 'topic', 'function', 'stream'];

/**
 * Makes the targets of a rule, as far as the CDK can give them to such a rule at all.
 */
export class TargetMaker {
  private readonly stack: Stack;
  private hasLogGroup = false;

  constructor(private readonly scope: Construct, private readonly ruleId: string, private readonly limits: TargetLimits) {
    this.stack = Stack.of(scope);
  }

  public make(plan: TargetPlan, at: number): events.IRuleTarget {
    const kind = this.kindOf(plan);
    const id = `${this.ruleId}Target${at}`;
    const { home, isImported } = this.homeOf(kind, plan);
    const props = {
      ...(plan.ownQueue && !this.limits.hasCondition && kind !== 'stream' && { deadLetterQueue: new sqs.Queue(this.scope, `${id}DeadLetters`) }),
      ...(plan.ownRetry && { retryAttempts: 0 }),
    };
    const name = this.idIn(home, id);
    const named = (option: string) => this.named(option, id, home);
    switch (kind) {
      case 'queue':
        return new targets.SqsQueue(isImported ? sqs.Queue.fromQueueArn(this.scope, id, isImported('sqs', 'target'))
          : new sqs.Queue(home, name, named('queueName')), props);
      case 'topic':
        return new targets.SnsTopic(isImported ? sns.Topic.fromTopicArn(this.scope, id, isImported('sns', 'target'))
          : new sns.Topic(home, name, named('topicName')), props);
      case 'stream':
        return new targets.KinesisStream(isImported ? kinesis.Stream.fromStreamArn(this.scope, id, isImported('kinesis', 'stream/target'))
          : new kinesis.Stream(home, name, named('streamName')), props);
      case 'logGroup':
        return new targets.CloudWatchLogGroup(new logs.LogGroup(home, name), props);
      case 'stateMachine':
        return new targets.SfnStateMachine(new sfn.StateMachine(home, name, {
          definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(home, `${name}Pass`)),
        }), props);
      default:
        return new targets.LambdaFunction(isImported ? lambda.Function.fromFunctionAttributes(this.scope, id, {
          functionArn: isImported('lambda', 'function:target'), sameEnvironment: plan.home === 'imported',
        }) : functionIn(home, name, named('functionName')), props);
    }
  }

  /** A target of an L1 rule: something in the rule's own stack. */
  public arnOf(plan: TargetPlan, at: number): string {
    const id = `${this.ruleId}Target${at}`;
    return plan.kind === 'topic' ? new sns.Topic(this.scope, id).topicArn : new sqs.Queue(this.scope, id).queueArn;
  }

  private kindOf({ kind }: TargetPlan): TargetPlan['kind'] {
    if (this.limits.hasCondition && !WITHOUT_REFERENCE_TO_RULE.includes(kind)) {
      return 'topic';
    }
    // The CDK gives the policies of two log groups of a rule one id.
    const isSecond = kind === 'logGroup' && this.hasLogGroup;
    this.hasLogGroup ||= kind === 'logGroup';
    return isSecond ? 'stream' : kind;
  }

  private homeOf(kind: TargetPlan['kind'], { home }: TargetPlan): { home: Construct; isImported?: (service: string, resource: string) => string } {
    const { isOfLibrary, isForwarded } = this.limits;
    const canBeElsewhere = isOfLibrary && !isForwarded && !Token.isUnresolved(this.stack.region) && SENT_TO_ELSEWHERE.includes(kind);
    if (home === 'imported' && SENT_TO_ELSEWHERE.includes(kind)) {
      const { partition, region, account } = this.stack;
      return { home: this.scope, isImported: (service, resource) => `arn:${partition}:${service}:${region}:${account}:${resource}` };
    }
    if (home === 'importedElsewhere' && canBeElsewhere) {
      return { home: this.scope, isImported: (service, resource) => `arn:${this.stack.partition}:${service}:${this.stack.region}:999999999999:${resource}` };
    }
    if (home === 'below') {
      const fits = this.limits.below.find((stack) => (this.isHere(stack)
        // The CDK lets the policy of a queue name the rule, which makes the two stacks wait for each other.
        ? kind !== 'queue' && kind !== 'logGroup'
        : canBeElsewhere && !Token.isUnresolved(stack.region) && stack.account !== this.stack.account && stack.region === this.stack.region));
      return { home: fits ?? this.scope };
    }
    return { home: this.scope };
  }

  private isHere(stack: Stack): boolean {
    return stack.environment === this.stack.environment;
  }

  private idIn(home: Construct, id: string): string {
    return home === this.scope ? id : `${this.scope.node.path.replace(/[^A-Za-z0-9]/g, '')}${id}`;
  }

  /** What is in another account or Region has a name that is known before deployment. */
  private named(option: string, id: string, home: Construct): object {
    return home === this.scope || this.isHere(Stack.of(home)) ? {} : { [option]: `target-${this.idIn(home, id)}`.slice(0, 60) };
  }
}

function functionIn(scope: Construct, id: string, props: object): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'), ...props,
  });
}
