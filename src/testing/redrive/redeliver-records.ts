import { RedriveClock } from './redrive-clock';
import { RedrivenQueue } from './redrive-letters';
import { runRedrive } from './redrive-sandbox';
import { WaitingLetters } from './waiting-letters';
import type { DeliveryModel } from '../delivery/delivery-model';
import { PlayedFault } from '../delivery/played-fault';
import { PlayedQueue } from '../delivery/played-queue';
import { PlayedSubscriber } from '../delivery/played-rule';
import { Letter } from '../delivery/played-way';

const STACK_PREFIX = 'redrive';

/** What the bus delivers again, asked for as the function of a redrive does it: by a stack with a subscriber. */
class ModelledReplays {
  public delivered = 0;
  public dropped = 0;
  private subscriberArn?: string;

  constructor(
    private readonly model: DeliveryModel, private readonly subscriber: PlayedSubscriber,
    private readonly records: readonly Letter[], private readonly faults: readonly PlayedFault[],
  ) {
  }

  public call(operation: string, input: any): any {
    switch (operation) {
      case 'CreateStack': return this.play(JSON.parse(input.TemplateBody));
      case 'DescribeStacks': return { Stacks: [{ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputKey: 'Arn', OutputValue: this.subscriberArn }] }] };
      case 'GetMetricStatistics': return { Datapoints: [{ Sum: input.MetricName === 'EventsDelivered' ? this.delivered : this.dropped }] };
      default: return {};
    }
  }

  private play({ Resources: { Redrive: { Properties: { Name: name, FilterConfiguration: filters } } } }: any): object {
    this.subscriberArn = `${this.subscriber.arn}-${name}`;
    const wanted: string[] = JSON.parse(filters.Filters[0].Pattern)['aws:EventId'];
    for (const eventId of wanted) {
      const record = this.records.find(({ sample }) => sample.id === eventId);
      if (record && this.model.isDeliveredAgain(this.subscriber, record.sample, this.faults)) {
        this.delivered += 1;
      } else {
        this.dropped += 1;
      }
    }
    return { StackId: name };
  }
}

/** Runs the function of `SubscriberRedrive` on the records that one subscriber has left in a queue. */
export function redeliverRecords(
  model: DeliveryModel, queue: PlayedQueue, records: readonly Letter[], faults: readonly PlayedFault[],
): RedrivenQueue {
  const [{ ruleArn, targetArn }] = records;
  const subscriber = model.app.rules.find((rule): rule is PlayedSubscriber => rule.kind === 'subscriber' && rule.arn === ruleArn)!;
  const clock = new RedriveClock(records);
  const waiting = new WaitingLetters(records, clock.since, clock.now);
  const replays = new ModelledReplays(model, subscriber, records, faults);
  const [account, region] = queue.environment.split(' ');
  const summary = runRedrive({ dryRun: false }, clock.world({
    AWS_REGION: region,
    QUEUE_URL: `https://sqs.${region}.amazonaws.com/${account}/${queue.queueName}`,
    SUBSCRIBER: JSON.stringify({
      subscriberArn: ruleArn,
      eventBusArn: subscriber.dimensions.EventBus,
      retentionDays: model.app.buses.get(subscriber.busKey)!.keptDays,
      stackPrefix: STACK_PREFIX,
      name: STACK_PREFIX,
      properties: {},
    }),
  }, (operation, input) => {
    switch (operation) {
      case 'ReceiveMessage': return { result: { Messages: waiting.receive(input.MaxNumberOfMessages, input.VisibilityTimeout) } };
      case 'DeleteMessage': return { result: waiting.remove(input.ReceiptHandle) };
      case 'ChangeMessageVisibilityBatch': return { result: waiting.release(input.Entries) };
      case 'GetQueueAttributes': return { result: { Attributes: waiting.attributes } };
      default: return { result: replays.call(operation, input) };
    }
  }), 'deliverAgain');
  const { removedRecords, expired, note } = summary;
  const left = waiting.letters;
  const delivered = records.filter((record) => !left.includes(record));
  return {
    queue,
    redriven: removedRecords,
    left,
    reasons: left.length === 0 ? [] : [expired > 0 ? `${expired} events are older than what the bus keeps` : note],
    resent: delivered.map(({ sample }) => ({ arn: targetArn, payload: JSON.stringify(sample) })),
  };
}
