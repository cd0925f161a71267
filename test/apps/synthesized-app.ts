import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

export type Json = any;

/** A resource of the app, in the template where it stands. */
export interface FoundResource {
  readonly template: SynthesizedTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  readonly condition?: string;
}

/** What a value comes to: a resource's attribute, or a text. */
export interface Meaning {
  readonly resource?: FoundResource;
  readonly attribute?: string;
  readonly text?: string;
}

/** A template as it was written, of a stack or a nested stack. */
export class SynthesizedTemplate {
  public readonly json: Json;
  public readonly stage: Stage;
  public readonly name: string;

  constructor(public readonly stack: Stack) {
    this.stage = Stage.of(stack)!;
    this.name = stack.node.path;
    this.json = JSON.parse(readFileSync(join(this.stage.outdir, stack.templateFile), 'utf8'));
  }

  public get resources(): FoundResource[] {
    return Object.keys(this.json.Resources ?? {}).map((logicalId) => this.resource(logicalId)!);
  }

  public resource(logicalId: string): FoundResource | undefined {
    const found = this.json.Resources?.[logicalId];
    return found && { template: this, logicalId, type: found.Type, properties: found.Properties ?? {}, condition: found.Condition };
  }

  public get account(): string {
    return Token.isUnresolved(this.stack.account) ? `<account of ${dotted(this.topStack)}>` : this.stack.account;
  }

  public get region(): string {
    return Token.isUnresolved(this.stack.region) ? `<region of ${dotted(this.topStack)}>` : this.stack.region;
  }

  public get partition(): string {
    return this.region.startsWith('cn-') ? 'aws-cn' : this.region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  }

  public get environment(): string {
    return `${this.account}/${this.region}`;
  }

  private get topStack(): Stack {
    let { stack } = this;
    while (stack.nestedStackParent) {
      stack = stack.nestedStackParent;
    }
    return stack;
  }
}

/**
 * The templates of an app, and what the values in them come to. It reads what was written, by no code of the library.
 */
export class SynthesizedApp {
  public readonly templates: SynthesizedTemplate[];

  constructor(app: App) {
    app.synth();
    this.templates = app.node.findAll().filter((node): node is Stack => Stack.isStack(node)).map((stack) => new SynthesizedTemplate(stack));
  }

  public get resources(): FoundResource[] {
    return this.templates.flatMap(({ resources }) => resources);
  }

  public ofType(type: string): FoundResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resource that a construct has rendered. */
  public resourceOf(construct: IConstruct & { readonly logicalId: string }): FoundResource | undefined {
    const stack = Stack.of(construct);
    return this.templateOf(stack)?.resource(stack.resolve(construct.logicalId));
  }

  public templateOf(stack: Stack): SynthesizedTemplate | undefined {
    return this.templates.find((template) => template.stack === stack);
  }

  /** What a value in a template comes to. */
  public meaningOf(template: SynthesizedTemplate, value: Json): Meaning {
    if (typeof value !== 'object' || value === null) {
      return { text: String(value) };
    }
    const [[name, argument]] = Object.entries<Json>(value);
    switch (name) {
      case 'Ref': return this.referred(template, argument);
      case 'Fn::GetAtt': return this.attribute(template, argument[0], argument[1]);
      case 'Fn::ImportValue': return this.imported(template, this.textOf(template, argument));
      case 'Fn::Join': return { text: argument[1].map((part: Json) => this.textOf(template, part)).join(argument[0]) };
      case 'Fn::Select': return this.selected(template, argument);
      default: return { text: JSON.stringify(value) };
    }
  }

  /** The text of a value, with resources by their names or as they are called in the app. */
  public textOf(template: SynthesizedTemplate, value: Json): string {
    const { text, resource, attribute } = this.meaningOf(template, value);
    return text ?? (resource === undefined ? '' : attribute === 'Arn' ? this.arnOf(resource) : `{${resource.template.name}.${resource.logicalId}.${attribute}}`);
  }

  /** The resource with an ARN: one that a value refers to, or that a text names. */
  public withArn(template: SynthesizedTemplate, value: Json): FoundResource | undefined {
    const { resource, text } = this.meaningOf(template, value);
    return resource ?? this.resources.find((one) => one.properties && text !== undefined && this.arnOf(one) === text);
  }

  /** As far as it can be told: a resource without a name is called by its place in the app. */
  public arnOf(resource: FoundResource): string {
    const { template, properties, logicalId, type } = resource;
    const [, service] = type.split('::');
    const given = properties.QueueName ?? properties.TopicName ?? properties.FunctionName ?? properties.Name;
    const name = given === undefined ? `{${dotted(template.stack)}.${logicalId}}` : this.textOf(template, given);
    return `arn:${template.partition}:${service.toLowerCase()}:${template.region}:${template.account}:${this.kindOf(resource)}${name}`;
  }

  /** What stands before the name. */
  private kindOf({ template, type, properties }: FoundResource): string {
    const kinds: Record<string, string> = {
      'AWS::Lambda::Function': 'function:', 'AWS::Kinesis::Stream': 'stream/', 'AWS::Events::EventBus': 'event-bus/',
    };
    if (type !== 'AWS::Events::Rule') {
      return kinds[type] ?? '';
    }
    const bus = properties.EventBusName === undefined ? 'default' : this.textOf(template, properties.EventBusName);
    return bus === 'default' ? 'rule/' : `rule/${bus.replace(/[^A-Za-z0-9]/g, '-')}/`;
  }

  private referred(template: SynthesizedTemplate, name: string): Meaning {
    const pseudo: Record<string, string> = {
      'AWS::Partition': template.partition, 'AWS::Region': template.region, 'AWS::AccountId': template.account, 'AWS::URLSuffix': 'amazonaws.com',
    };
    if (pseudo[name]) {
      return { text: pseudo[name] };
    }
    const resource = template.resource(name);
    if (resource) {
      return { resource, attribute: resource.type === 'AWS::SNS::Topic' ? 'Arn' : 'Ref' };
    }
    const parent = template.stack.nestedStackParent && this.templateOf(template.stack.nestedStackParent)!;
    const given = parent?.resources.map(({ properties }) => properties.Parameters?.[name]).find((value) => value !== undefined);
    return parent && given !== undefined ? this.meaningOf(parent, given) : { text: `{parameter ${name}}` };
  }

  private attribute(template: SynthesizedTemplate, logicalId: string, attribute: string): Meaning {
    const resource = template.resource(logicalId);
    if (resource?.type === 'AWS::CloudFormation::Stack') {
      const nested = this.templates.find(({ stack }) => stack.nestedStackParent === template.stack
        && template.stack.resolve((stack.nestedStackResource as Json).logicalId) === logicalId)!;
      return this.meaningOf(nested, nested.json.Outputs[attribute.replace(/^Outputs\./, '')].Value);
    }
    return resource ? { resource, attribute } : { text: `{missing ${logicalId}}` };
  }

  private imported(template: SynthesizedTemplate, name: string): Meaning {
    const others = this.templates.filter(({ stage, environment }) => stage === template.stage && sameOrOpen(environment, template.environment));
    for (const exporting of others) {
      const output = Object.values<Json>(exporting.json.Outputs ?? {})
        .find((one) => one.Export && this.textOf(exporting, one.Export.Name) === name);
      if (output) {
        return this.meaningOf(exporting, output.Value);
      }
    }
    return { text: `{missing export ${name}}` };
  }

  private selected(template: SynthesizedTemplate, [at, list]: Json): Meaning {
    const split = list?.['Fn::Split'];
    return split ? { text: this.textOf(template, split[1]).split(split[0])[at] } : { text: JSON.stringify(list) };
  }
}

/** Where nothing is said of the account and Region, those of the deployment are meant. */
function sameOrOpen(one: string, other: string): boolean {
  return one === other || (one.startsWith('<') && other.startsWith('<'));
}

/** The path of a stack, without what separates the parts of names. */
function dotted(stack: Stack): string {
  return stack.node.path.replace(/\//g, '.');
}
