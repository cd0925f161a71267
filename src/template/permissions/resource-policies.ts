import { FunctionResources } from './function-resources';
import { HeldStatements } from './held-statements';
import { PolicyStatement } from './statement';
import { statementsOf } from './statements-of';
import { WrittenTexts } from './written-texts';
import { asList } from '../../catalog/as-list';
import { isReference } from '../../pattern/matcher/matcher';
import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';

/** The types of policies on a resource, and the property that says on which. */
const ATTACHED: Record<string, string> = {
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SQS::QueueInlinePolicy': 'Queue',
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::SNS::TopicInlinePolicy': 'TopicArn',
};
/** Policies that are a property of the resource. */
const OWN: Record<string, string> = { 'AWS::KMS::Key': 'KeyPolicy', 'AWS::Events::EventBus': 'Policy' };
/** AWS lets nobody in by itself but the account. */
const NONE = { Statement: [] };
const LOG_POLICIES = ['AWS::Logs::ResourcePolicy', 'Custom::CloudwatchLogResourcePolicy'];

/** The policies of resources in the templates. */
export class ResourcePolicies {
  private readonly attached = new Map<TemplateResource | string, PolicyStatement[]>();
  private readonly ofLogs: PolicyStatement[];
  private readonly read = new Map<TemplateResource | string, HeldStatements>();

  constructor(private readonly templates: Templates, private readonly texts: WrittenTexts, functions: FunctionResources) {
    for (const [type, property] of Object.entries(ATTACHED)) {
      for (const owner of templates.resourcesOf(type)) {
        this.attach(owner, asList(owner.properties[property] ?? []), statementsOf(owner.properties.PolicyDocument));
      }
    }
    for (const owner of templates.resourcesOf('AWS::Lambda::Permission')) {
      const name = texts.textOf(owner.properties.FunctionName, owner.stack);
      const lambda = functions.named(name) ?? name;
      if (lambda !== undefined) {
        this.add(lambda, owner, [asStatement(owner.properties)]);
      }
    }
    for (const owner of templates.resourcesOf('AWS::Events::EventBusPolicy')) {
      const { Statement, Principal, Action, EventBusName } = owner.properties;
      this.attach(owner, [EventBusName], [Statement ?? { Effect: 'Allow', Principal: { AWS: Principal }, Action }]);
    }
    this.ofLogs = LOG_POLICIES.flatMap((type) => templates.resourcesOf(type)).flatMap((owner) => this.logStatements(owner));
  }

  /** The statements on a resource: those of its own policy, of policies attached to it, and of its account's log policies. */
  public on(resource: TemplateResource | string): HeldStatements {
    let held = this.read.get(resource);
    if (!held) {
      held = new HeldStatements(this.statementsOn(resource), this.texts);
      this.read.set(resource, held);
    }
    return held;
  }

  private statementsOn(resource: TemplateResource | string): PolicyStatement[] {
    if (typeof resource === 'string') {
      return this.attached.get(resource) ?? [];
    }
    const own = OWN[resource.type];
    return [
      ...this.attached.get(resource) ?? [],
      ...statementsOf(resource.properties[own] ?? NONE).map((statement) => ({ owner: resource, statement })),
      ...resource.type === 'AWS::Logs::LogGroup' ? this.ofLogs : [],
    ];
  }

  private attach(owner: TemplateResource, references: unknown[], statements: unknown[]): void {
    for (const reference of references) {
      const named = () => this.named(reference, owner) ?? this.texts.textOf(reference, owner.stack);
      const resource = this.templates.referred(reference, owner) ?? named();
      if (resource !== undefined) {
        this.add(resource, owner, statements);
      }
    }
  }

  private add(resource: TemplateResource | string, owner: TemplateResource, statements: unknown[]): void {
    const held = statements.map((statement) => ({ owner, statement }));
    const known = this.attached.get(resource);
    if (known) {
      known.push(...held);
    } else {
      this.attached.set(resource, held);
    }
  }

  /** A bus is named, not its ARN. */
  private named(reference: unknown, owner: TemplateResource): TemplateResource | undefined {
    const name = owner.type === 'AWS::Events::EventBusPolicy' ? this.texts.textOf(reference, owner.stack) : undefined;
    return name === undefined ? undefined : this.templates.references.busNamed(name, owner.stack);
  }

  /** These hold their document as text, the second one within a call of the API. */
  private logStatements(owner: TemplateResource): PolicyStatement[] {
    const { PolicyDocument, Create } = owner.properties;
    const document = PolicyDocument ?? this.parsed(Create, owner)?.parameters?.policyDocument;
    const parsed = typeof document === 'object' && document !== null && !isReference(document) ? document : this.parsed(document, owner);
    return statementsOf(parsed).map((statement) => ({ owner, statement }));
  }

  private parsed(value: unknown, owner: TemplateResource): any {
    const text = this.texts.textOf(value, owner.stack);
    try {
      // An open part has a character that JSON takes in no text.
      return text === undefined ? undefined : restored(JSON.parse(text.replace(/\u0000/g, '\uE000')));
    } catch {
      return undefined;
    }
  }
}

/** What AWS Lambda makes of a permission. */
function asStatement({ Principal, Action, SourceArn, SourceAccount }: Record<string, any>): unknown {
  return {
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { Service: Principal },
    Action,
    ...(SourceArn !== undefined || SourceAccount !== undefined) && {
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    },
  };
}

function restored(value: any): any {
  return typeof value === 'string' ? value.replace(/\uE000/g, '\u0000')
    : Array.isArray(value) ? value.map(restored)
      : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, restored(entry)])) : value;
}
