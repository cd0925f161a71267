import { once } from './once';
import { PlayedBus, playedBus } from './played-bus';
import { PlayedRule } from './played-rule';
import { ValuesInApp } from './values-in-app';
import { CUSTOM_EVENT_BUS_TYPE } from '../../catalog/custom-event-bus-type';
import { CUSTOM_EVENT_BUS } from '../../catalog/quotas';
import { constructName } from '../../template/construct-name';
import { BusOfRule, TargetOfRule, keyOf } from '../../template/rule-in-template';
import { StackTemplate } from '../../template/stack-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const CUSTOM_BUS_ARN = /^arn:[^:]*:events:([^:]*):([^:]*):event-busv2\/([^/]+)/;
const BUS_ARN = /^arn:[^:]*:events:([^:]*):([^:]*):event-bus\/(.+)$/;

interface Place {
  readonly account: string;
  readonly region: string;
}

/** The event buses of templates, and which of them a value means. */
export class PlayedBuses {
  public readonly byKey = new Map<string, PlayedBus>();

  constructor(
    private readonly templates: Templates, private readonly values: ValuesInApp, private readonly placeOf: (stack: StackTemplate) => Place,
  ) {
  }

  /** A Custom Event Bus keeps events, whoever watches it. */
  public add(resource: TemplateResource): void {
    const { stack, properties } = resource;
    const values = this.values.of(stack);
    if (values.whyNotDeployed(resource) === undefined) {
      const keptDays = Number(values.resolve(properties.StorageConfiguration?.RetentionPeriodInDays) ?? CUSTOM_EVENT_BUS.retentionDays.usual);
      const { account, region } = this.placeOf(stack);
      const key = keyOf(resource);
      this.byKey.set(key, playedBus({
        key, account, region, kind: 'custom', name: constructName(resource), busName: String(values.resolve(properties.Name)), keptDays, stack,
      }));
    }
  }

  /** The bus of a rule, or of the rule that EventBridge makes for an event source. */
  public ofRule({ tested: { eventBusName, resource: rule } }: PlayedRule, { kind, key, resource }: BusOfRule): PlayedBus {
    const { stack } = resource ?? rule;
    const { account, region } = this.placeOf(stack);
    return once(this.byKey, key, () => playedBus({
      key,
      account,
      region,
      kind: kind === 'default' ? 'default' : 'rules',
      name: resource ? constructName(resource) : eventBusName,
      busName: eventBusName,
      stack,
    }));
  }

  /** The bus of a subscriber; one that no template has is told by its ARN. */
  public ofSubscriber(arn: unknown, stack: StackTemplate): PlayedBus {
    const key = this.customKeyOf(arn, stack);
    const text = String(this.values.of(stack).resolve(arn));
    const [, , , region = '', account = ''] = text.split(':');
    return once(this.byKey, key, () => playedBus({ key, account, region, kind: 'custom', name: text, busName: text, stack }));
  }

  /** The bus that a target is, as the rules and subscribers that watch it know it. */
  public keyOfTarget({ resource: known, arn }: TargetOfRule, stack: StackTemplate): string | undefined {
    const text = this.textOf(arn, stack);
    const resource = known ?? this.templates.references.resourceOf(text, stack);
    if (resource) {
      return resource.type === 'AWS::Events::EventBus' || resource.type === CUSTOM_EVENT_BUS_TYPE ? keyOf(resource) : undefined;
    }
    return CUSTOM_BUS_ARN.test(text) ? this.customKeyOf(arn, stack) : this.keyOfArn(text, stack);
  }

  /** The bus with rules that an ARN names. */
  public keyOfArn(arn: string | undefined, stack: StackTemplate): string | undefined {
    const [, region, account, name] = BUS_ARN.exec(arn ?? '') ?? [];
    const known = (value: string, own: string | undefined) => (value.startsWith('${') ? own : value);
    return name && `${known(account, stack.account)} ${known(region, stack.region)} ${name}`;
  }

  private customKeyOf(arn: unknown, stack: StackTemplate): string {
    const text = this.textOf(arn, stack);
    const resource = this.templates.references.resourceOf(arn, stack) ?? this.customBusNamed(text);
    return resource?.type === CUSTOM_EVENT_BUS_TYPE ? keyOf(resource) : text;
  }

  /** An ARN as far as the templates tell it, or somebody says. */
  private textOf(arn: unknown, stack: StackTemplate): string {
    const said = String(this.values.of(stack).resolve(arn));
    return this.templates.references.textOf(arn, stack) ?? (said.startsWith('arn:') ? said : JSON.stringify(arn));
  }

  /** The ARN of a Custom Event Bus ends in an identifier that no template knows. */
  private customBusNamed(arn: string): TemplateResource | undefined {
    const [, region, account, name] = CUSTOM_BUS_ARN.exec(arn) ?? [];
    const found = this.templates.resourcesOf(CUSTOM_EVENT_BUS_TYPE).filter(({ properties, stack }) =>
      properties.Name === name && stack.region === region && stack.account === account);
    return found.length === 1 ? found[0] : undefined;
  }
}
