import { StackTemplate, TemplateResource } from './stack-template';

/** The property that names a resource, and how its ARN ends, by resource type. */
const NAMED: Record<string, { readonly property: string; readonly service: string; readonly before: string }> = {
  'AWS::Events::EventBus': { property: 'Name', service: 'events', before: 'event-bus/' },
  'AWS::Lambda::Function': { property: 'FunctionName', service: 'lambda', before: 'function:' },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', service: 'logs', before: 'log-group:' },
  'AWS::S3::Bucket': { property: 'BucketName', service: 's3', before: '' },
  'AWS::SNS::Topic': { property: 'TopicName', service: 'sns', before: '' },
  'AWS::SQS::Queue': { property: 'QueueName', service: 'sqs', before: '' },
};

/** How a reference to a resource stands in a text. */
const MARK = /\u0000([^\u0000]*)\u0001([^\u0000]*)\u0000/g;
const PSEUDO = /^AWS::(Region|AccountId|Partition|StackName|StackId|URLSuffix|NoValue)$/;

/**
 * Follows references in templates: within a template, to exports of other stacks, into and out of nested stacks, and
 * by the names that resources were given.
 */
export class References {
  private readonly exports = new Map<string, { stack: StackTemplate; value: any }>();
  private readonly nested = new Map<TemplateResource, StackTemplate>();
  private readonly byName = new Map<string, TemplateResource[]>();
  private readonly texts = new WeakMap<object, string | undefined>();
  private readonly byPath = new Map<string, StackTemplate>();

  constructor(stacks: StackTemplate[]) {
    for (const stack of stacks) {
      this.byPath.set(stack.construct.node.path, stack);
      for (const { Value, Export } of Object.values(stack.outputs)) {
        if (typeof Export?.Name === 'string') {
          this.exports.set(`${stack.account} ${stack.region} ${Export.Name}`, { stack, value: Value });
        }
      }
      const inParent = stack.resourceInParent;
      if (inParent) {
        this.nested.set(inParent, stack);
      }
      for (const resource of stack.resources.values()) {
        const name = NAMED[resource.type] && resource.properties[NAMED[resource.type].property];
        if (typeof name === 'string') {
          this.byName.set(name, [...this.byName.get(name) ?? [], resource]);
        }
      }
    }
  }

  /** The resource of the app that a value refers to, by reference or by ARN. */
  public resourceOf(value: any, stack: StackTemplate): TemplateResource | undefined {
    const text = this.textOf(value, stack);
    if (text === undefined) {
      return undefined;
    }
    const marks = [...text.matchAll(MARK)];
    if (marks.length > 0) {
      return marks.length === 1 ? this.marked(marks[0]) : undefined;
    }
    return this.namedBy(text);
  }

  /**
   * A value as text. References to resources and to what is not known of the environment are the same wherever the
   * same thing is meant. Nothing where part of it cannot be told.
   */
  public textOf(value: any, stack: StackTemplate): string | undefined {
    if (typeof value !== 'object' || value === null) {
      return value === undefined || value === null ? undefined : String(value);
    }
    // A value stands in one template alone.
    if (!this.texts.has(value)) {
      this.texts.set(value, this.intrinsicText(value, stack));
    }
    return this.texts.get(value);
  }

  /** The event bus of the app that has a name in the environment of a stack. */
  public busNamed(name: string, stack: StackTemplate): TemplateResource | undefined {
    return (this.byName.get(name) ?? []).find((resource) => resource.type === 'AWS::Events::EventBus'
      && resource.stack.region === stack.region && resource.stack.account === stack.account);
  }

  private intrinsicText(value: object, stack: StackTemplate): string | undefined {
    const [[intrinsic, operand]] = Object.entries<any>(value).length === 1 ? Object.entries<any>(value) : [['', undefined]];
    switch (intrinsic) {
      case 'Ref':
        return this.refText(operand, stack);
      case 'Fn::GetAtt': {
        const [logicalId, attribute] = typeof operand === 'string' ? splitOnce(operand) : operand;
        return this.attributeText(logicalId, attribute, stack);
      }
      case 'Fn::ImportValue': {
        const exported = this.exports.get(`${stack.account} ${stack.region} ${operand}`);
        return exported && this.textOf(exported.value, exported.stack);
      }
      case 'Fn::Join':
        return Array.isArray(operand) && Array.isArray(operand[1]) ? this.joinText(operand[0], operand[1], stack) : undefined;
      case 'Fn::Sub':
        return typeof operand === 'string' ? this.subText(operand, stack) : undefined;
      default:
        return undefined;
    }
  }

  private refText(name: string, stack: StackTemplate): string | undefined {
    const pseudo = PSEUDO.exec(name)?.[1];
    if (pseudo) {
      return pseudo === 'Region' && stack.region ? stack.region
        : pseudo === 'AccountId' && stack.account ? stack.account
          : pseudo === 'Partition' ? partition(stack.region)
            : `\${${pseudo}}`;
    }
    if (stack.resources.has(name)) {
      return mark(stack, name);
    }
    const parameters = stack.resourceInParent?.properties.Parameters;
    return parameters?.[name] !== undefined ? this.textOf(parameters[name], stack.parent!) : undefined;
  }

  private attributeText(logicalId: string, attribute: any, stack: StackTemplate): string | undefined {
    const resource = stack.resources.get(logicalId);
    const nested = resource && this.nested.get(resource);
    if (nested && typeof attribute === 'string' && attribute.startsWith('Outputs.')) {
      return this.textOf(nested.outputs[attribute.slice('Outputs.'.length)]?.Value, nested);
    }
    return resource && mark(stack, logicalId);
  }

  private joinText(delimiter: string, parts: any[], stack: StackTemplate): string | undefined {
    const texts = parts.map((part) => this.textOf(part, stack));
    return texts.includes(undefined) ? undefined : texts.join(delimiter);
  }

  private subText(text: string, stack: StackTemplate): string | undefined {
    const parts = text.split(/\$\{([^!}][^}]*)\}/).map((part, at) => {
      if (at % 2 === 0) {
        return part;
      }
      return part.includes('.') ? this.textOf({ 'Fn::GetAtt': part }, stack) : this.refText(part, stack);
    });
    return parts.includes(undefined) ? undefined : parts.join('');
  }

  private marked([, stackPath, logicalId]: RegExpMatchArray): TemplateResource | undefined {
    return this.byPath.get(stackPath)?.resources.get(logicalId);
  }

  private namedBy(arn: string): TemplateResource | undefined {
    const [, , service, region, account, ...rest] = arn.split(':');
    const name = rest.join(':').replace(/:\*$/, '');
    const found = (this.byName.get(name.replace(/^(function:|log-group:|event-bus\/)/, '')) ?? []).filter((resource) => {
      const { service: named, before, property } = NAMED[resource.type];
      return named === service && name === `${before}${resource.properties[property]}`
        && (service === 's3' || (sameOrUnknown(resource.stack.region, region) && sameOrUnknown(resource.stack.account, account)));
    });
    return found.length === 1 ? found[0] : undefined;
  }
}

/** Whether a value of the environment is the one that an ARN names. */
function sameOrUnknown(value: string | undefined, named: string): boolean {
  return value === undefined ? named.startsWith('${') : value === named;
}

function mark(stack: StackTemplate, logicalId: string): string {
  return `\u0000${stack.construct.node.path}\u0001${logicalId}\u0000`;
}

function partition(region: string | undefined): string {
  return region === undefined ? '${Partition}' : region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('.');
  return [text.slice(0, at), text.slice(at + 1)];
}
