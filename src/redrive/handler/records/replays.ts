import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { Aws } from '../aws';

const POLL_MILLISECONDS = 5_000;
const LEAST_MILLISECONDS = 120_000;
const SUBSCRIBER = 'Redrive';
/** How metrics are asked for, so that none is counted twice. */
const PERIOD_SECONDS = 60;

/** A subscriber that delivers again, for a while. */
export interface Replay {
  /** What has become of the events so far, as far as metrics tell. */
  count(): Promise<{ readonly delivered: number; readonly dropped: number }>;
  stop(): Promise<void>;
}

/** Milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/** Makes such subscribers. */
export interface Replays {
  /**
   * @param eventIds the only events that it takes
   * @param window when the bus took them
   */
  start(eventIds: string[], window: Window): Promise<Replay>;
}

/** What the subscriber of a replay has in common with the one that failed, as AWS CloudFormation takes it. */
export interface ReplayedSubscriber {
  readonly eventBusArn: string;
  readonly name: string;
  readonly properties: Record<string, unknown>;
}

/**
 * The subscriber, as AWS CloudFormation takes it. It has no queue of its own: the records of what fails are in the queue already.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 */
export function replayTemplate({ eventBusArn, name, properties }: ReplayedSubscriber, eventIds: string[], window: Window): object {
  return {
    Description: 'Delivers events of a Custom Event Bus again, and is deleted then',
    Resources: {
      [SUBSCRIBER]: {
        Type: 'AWS::EventsV2::Subscriber',
        Properties: {
          ...properties,
          Name: name,
          EventBusArn: eventBusArn,
          StartingPosition: 'POINT_IN_TIME',
          PointInTimeConfiguration: {
            PointType: 'TIMESTAMP', StartingPoint: Math.floor(window.from / 1000), EndPoint: Math.floor(window.until / 1000) + 1,
          },
          FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: JSON.stringify({ 'aws:EventId': eventIds }) }] },
        },
      },
    },
    Outputs: { Arn: { Value: { Ref: SUBSCRIBER } } },
  };
}

/** Makes them as stacks of AWS CloudFormation, which can be seen, and deleted by hand, if the function ends too early. */
export class StackReplays implements Replays {
  private started = 0;

  constructor(private readonly aws: Aws, private readonly subscriber: ReplayedSubscriber, private readonly stackPrefix: string) {
  }

  public async start(eventIds: string[], window: Window): Promise<Replay> {
    this.started += 1;
    const suffix = `${this.aws.clock.now().toString(36)}-${this.started}`;
    const name = `${this.subscriber.name}-${suffix}`;
    const stackName = `${this.stackPrefix}-${suffix}`;
    const cloudFormation = this.aws.client(CloudFormationClient);
    const begin = this.aws.clock.now();
    await this.aws.call('CreateStack', () => cloudFormation.send(new CreateStackCommand({
      StackName: stackName, TemplateBody: JSON.stringify(replayTemplate({ ...this.subscriber, name }, eventIds, window)), OnFailure: 'DELETE',
    })), { repeatable: false });
    const stop = async () => {
      await this.aws.call('DeleteStack', () => cloudFormation.send(new DeleteStackCommand({ StackName: stackName })), { repeatable: true });
    };
    try {
      const arn = await this.waitForSubscriber(cloudFormation, stackName);
      return { stop, count: () => this.countOf(arn, begin) };
    } catch (error) {
      await stop();
      throw error;
    }
  }

  private async waitForSubscriber(cloudFormation: CloudFormationClient, stackName: string): Promise<string> {
    while (this.aws.clock.millisecondsLeft() > LEAST_MILLISECONDS) {
      const ask = () => cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
      const { Stacks: [stack] = [] } = await this.aws.call('DescribeStacks', ask, { repeatable: true });
      const arn = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'Arn')?.OutputValue;
      if (stack?.StackStatus === 'CREATE_COMPLETE' && arn) {
        return arn;
      }
      if (stack?.StackStatus !== 'CREATE_IN_PROGRESS') {
        throw new Error(`Stack ${stackName}, which delivers the events again, could not be made: ${stack?.StackStatusReason ?? stack?.StackStatus ?? 'it is gone'}.`);
      }
      await this.aws.clock.sleep(POLL_MILLISECONDS);
    }
    throw new Error(`Stack ${stackName}, which delivers the events again, was not there in time.`);
  }

  private async countOf(subscriberArn: string, begin: number): Promise<{ delivered: number; dropped: number }> {
    const [delivered, dropped] = await Promise.all(['EventsDelivered', 'EventsDropped'].map((metric) => this.sumOf(metric, subscriberArn, begin)));
    return { delivered, dropped };
  }

  private async sumOf(metricName: string, subscriberArn: string, begin: number): Promise<number> {
    const cloudWatch = this.aws.client(CloudWatchClient);
    const minute = PERIOD_SECONDS * 1000;
    const { Datapoints: points = [] } = await this.aws.call('GetMetricStatistics', () => cloudWatch.send(new GetMetricStatisticsCommand({
      Namespace: 'AWS/EventsV2',
      MetricName: metricName,
      Dimensions: [{ Name: 'EventBus', Value: this.subscriber.eventBusArn }, { Name: 'Subscriber', Value: subscriberArn }],
      StartTime: new Date(Math.floor(begin / minute) * minute),
      EndTime: new Date(this.aws.clock.now() + minute),
      Period: PERIOD_SECONDS,
      Statistics: ['Sum'],
    })), { repeatable: true });
    return points.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  }
}
