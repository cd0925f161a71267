import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { MessageField, messageFieldsOf } from './message-fields';
import { MessageInput } from './message-input';
import { requireMessageOptions, requireSubject } from './message-kinds';
import { ServiceEventMessageOptions } from './service-event-message-options';
import { AwsService } from '../../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { consoleOf } from '../../catalog/consoles';
import { explain } from '../../catalog/problem';
import { knownKinds } from '../service-events/known-kinds';

const IN_EVENT = {
  detailType: EventField.fromPath('$.detail-type'),
  time: EventField.fromPath('$.time'),
  account: EventField.fromPath('$.account'),
  region: EventField.fromPath('$.region'),
  source: EventField.fromPath('$.source'),
  resources: EventField.fromPath('$.resources'),
};

/**
 * What people are told about an event: what happened, when, where, to what, and where to look. It is the input of a target, made
 * by an input transformer.
 *
 * EventBridge escapes nothing that it puts into a message. Where a message is JSON, it holds no fields with sentences unless you
 * name them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class ServiceEventMessage {
  /**
   * A message about events of a service.
   *
   * @param service the service that sends the events
   * @param detailTypes the kinds of events, by default all that the service sends
   * @param options what the message says
   * @returns the message, which makes the input of targets
   * @throws when the service does not send one of the events, or an option is outside what EventBridge accepts
   */
  public static of(service: AwsService, detailTypes?: string[], options: ServiceEventMessageOptions = {}): ServiceEventMessage {
    requireSubject(service, detailTypes);
    requireMessageOptions(options);
    const named = knownKinds(detailTypes);
    const wrong = named && service._checkDetailTypes(named);
    if (wrong) {
      throw new Error(`A message cannot be about such events: ${explain(wrong)}`);
    }
    const kinds = named ?? service._usualDetailTypes;
    return new ServiceEventMessage(`${service.serviceName}: ${IN_EVENT.detailType}`, messageFieldsOf(service, kinds), options, service);
  }

  /**
   * A message about API calls: who called what, from where, and how it ended.
   *
   * @param options what the message says
   * @returns the message, which makes the input of targets
   * @throws when an option is outside what EventBridge accepts
   */
  public static ofApiCalls(options: ServiceEventMessageOptions = {}): ServiceEventMessage {
    requireMessageOptions(options);
    const title = `${EventField.fromPath('$.detail.eventName')} in account ${IN_EVENT.account}`;
    return new ServiceEventMessage(title, messageFieldsOf(AwsService.CLOUDTRAIL, [API_CALL_VIA_CLOUDTRAIL]), options, AwsService.CLOUDTRAIL);
  }

  /**
   * A message about events of any service, such as those of `OperationsRules`.
   *
   * @param options what the message says
   * @returns the message, which makes the input of targets
   * @throws when an option is outside what EventBridge accepts
   */
  public static ofAnything(options: ServiceEventMessageOptions = {}): ServiceEventMessage {
    requireMessageOptions(options);
    return new ServiceEventMessage(`${IN_EVENT.detailType} (${IN_EVENT.source})`, [], options);
  }

  private constructor(
    private readonly usualTitle: string,
    private readonly usualFields: MessageField[],
    private readonly options: ServiceEventMessageOptions,
    private readonly service?: AwsService,
  ) {
  }

  /**
   * Lines of text, such as for e-mail by Amazon SNS, which shows each line in quotes.
   *
   * @returns the input for a target
   */
  public asText(): RuleTargetInput {
    return new MessageInput((here) => {
      const url = this.url(here);
      const lines = [
        this.title,
        `When: ${IN_EVENT.time}`,
        `Where: account ${IN_EVENT.account}, ${IN_EVENT.region}`,
        ...this.fields(true).map(([name, value]) => `${name}: ${value}`),
        `Resources: ${IN_EVENT.resources}`,
        ...url ? [`Console: ${url}`] : [],
      ];
      return RuleTargetInput.fromMultilineText(lines.join('\n'));
    });
  }

  /**
   * A custom notification of Amazon Q Developer in chat applications, which posts it to Slack or Microsoft Teams from a topic of
   * Amazon SNS.
   *
   * @returns the input for a target
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
   */
  public asChatNotification(): RuleTargetInput {
    return new MessageInput((here) => {
      const url = this.url(here);
      const lines = [
        `Account ${IN_EVENT.account}, ${IN_EVENT.region}, ${IN_EVENT.time}`,
        ...this.fields(false).map(([name, value]) => `${name}: ${value}`),
        `Resources: ${IN_EVENT.resources}`,
      ];
      return RuleTargetInput.fromObject({
        version: '1.0',
        source: 'custom',
        id: EventField.fromPath('$.id'),
        content: {
          textType: 'client-markdown',
          title: this.title,
          description: lines.join('\n'),
          ...url && { nextSteps: [`Open ${url}`] },
        },
      });
    });
  }

  /**
   * A message with an Adaptive Card, as a workflow of Microsoft Teams takes it from a webhook, which an API destination calls.
   *
   * @returns the input for a target
   * @see https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
   */
  public asTeamsCard(): RuleTargetInput {
    return new MessageInput((here) => {
      const url = this.url(here);
      // A variable alone would stand for a number or a list, where a text is wanted: hence the space behind it.
      const facts = [
        ['When', IN_EVENT.time],
        ['Where', `account ${IN_EVENT.account}, ${IN_EVENT.region}`],
        ...this.fields(false),
        ['Resources', IN_EVENT.resources],
      ];
      return RuleTargetInput.fromObject({
        type: 'message',
        attachments: [{
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'TextBlock', size: 'Medium', weight: 'Bolder', wrap: true, text: this.title },
              { type: 'FactSet', facts: facts.map(([name, value]) => ({ title: name, value: `${value} ` })) },
            ],
            ...url && { actions: [{ type: 'Action.OpenUrl', title: 'Open the console', url }] },
          },
        }],
      });
    });
  }

  private get title(): string {
    return this.options.title ?? this.usualTitle;
  }

  private url(here: string | undefined): string | undefined {
    return this.options.consoleUrl ?? (this.service && consoleOf(this.service.source, here, IN_EVENT.region));
  }

  private fields(withProse: boolean): [string, string][] {
    const { fields } = this.options;
    return fields
      ? fields.map((path) => [path.replace(/^\$\.(detail\.)?/, ''), EventField.fromPath(path)])
      : this.usualFields.filter(({ prose }) => withProse || !prose).map(({ name }) => [name, EventField.fromPath(`$.detail.${name}`)]);
  }
}
