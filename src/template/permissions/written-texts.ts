import { generatedName, openPart } from './open-text';
import { partitionOf, urlSuffixOf } from '../../catalog/partitions';
import { IntrinsicFunctions, UNKNOWN, UNKNOWN_LIST } from '../intrinsic-functions';
import { KnownTexts } from '../known-texts';
import { OpenKnowledge } from '../open-knowledge';
import { References } from '../references';
import { Environment, ResourceIdentity } from '../resource-identity';
import { StackTemplate } from '../stack-template';
import { TemplateResource } from '../template-resource';

/**
 * ARNs, names and other texts as they will be once the templates are deployed, with an open part for each name and each part of
 * the environment that only the deployment knows.
 */
export class WrittenTexts {
  private readonly functions = new Map<StackTemplate, IntrinsicFunctions>();
  private readonly texts = new KnownTexts();
  private readonly arns = new WeakMap<TemplateResource, string>();
  private readonly identities = new WeakMap<TemplateResource, ResourceIdentity>();

  constructor(public readonly references: References) {
  }

  /** A value as text; nothing where it is none, or nothing of it is known. */
  public textOf(value: unknown, stack: StackTemplate): string | undefined {
    if (typeof value !== 'object' || value === null) {
      return value === undefined || value === null ? undefined : String(value);
    }
    return this.texts.of(value, stack, () => this.functionsOf(stack).evaluate(value));
  }

  /** The ARN of a resource; an open part where its form is not known. */
  public arnOf(resource: TemplateResource): string {
    let arn = this.arns.get(resource);
    if (arn === undefined) {
      arn = this.identityOf(resource).arn ?? openPart(`${resource.stack.path}.${resource.logicalId}.Arn`);
      this.arns.set(resource, arn);
    }
    return arn;
  }

  /** A text of which nothing is known. */
  public unknown({ stack, logicalId }: TemplateResource): string {
    return openPart(`${stack.path}.${logicalId}.?`);
  }

  public accountOf({ account }: StackTemplate): string {
    return account ?? '${AccountId}';
  }

  public identityOf(resource: TemplateResource): ResourceIdentity {
    let identity = this.identities.get(resource);
    if (!identity) {
      identity = this.readIdentity(resource);
      this.identities.set(resource, identity);
    }
    return identity;
  }

  private readIdentity(resource: TemplateResource): ResourceIdentity {
    const { stack, logicalId, type, properties, path } = resource;
    const name = generatedName(`${stack.path}.${logicalId}`);
    return new ResourceIdentity({ stack, logicalId: name, type, properties, path }, this.environmentOf(stack), undefined, (property) => {
      const value = properties[property];
      return value === undefined ? undefined : this.textOf(value, stack) ?? openPart(`${stack.path}.${logicalId}.${property}`);
    });
  }

  public environmentOf(stack: StackTemplate): Environment {
    const { region } = stack;
    return {
      partition: region === undefined ? '${Partition}' : partitionOf(region),
      region: region ?? '${Region}',
      account: this.accountOf(stack),
      urlSuffix: region === undefined ? '${URLSuffix}' : urlSuffixOf(region),
    };
  }

  private functionsOf(stack: StackTemplate): IntrinsicFunctions {
    let functions = this.functions.get(stack);
    if (!functions) {
      functions = new IntrinsicFunctions(new OpenValues(this, stack));
      this.functions.set(stack, functions);
    }
    return functions;
  }
}

/** What is not known by itself becomes an open part of the text. */
class OpenValues extends OpenKnowledge {
  constructor(private readonly texts: WrittenTexts, stack: StackTemplate) {
    super(texts.references, stack);
  }

  public ref(name: string): unknown {
    const { texts, stack } = this;
    const pseudo = this.pseudo(name);
    if (pseudo !== undefined) {
      return pseudo;
    }
    const resource = stack.resources.get(name);
    if (resource) {
      return texts.identityOf(resource).ref;
    }
    const given = stack.resourceInParent?.properties.Parameters?.[name];
    const isList = /List/.test(stack.parameters[name]?.Type ?? '');
    return given !== undefined ? texts.textOf(given, stack.parent!) ?? UNKNOWN : isList ? UNKNOWN_LIST : openPart(`${stack.path}.${name}`);
  }

  protected textOf(value: unknown, stack: StackTemplate): string | undefined {
    return this.texts.textOf(value, stack);
  }

  protected attributeOf(resource: TemplateResource | undefined, logicalId: string, attribute: string): unknown {
    return (resource && this.texts.identityOf(resource).attribute(attribute)) ?? openPart(`${this.stack.path}.${logicalId}.${attribute}`);
  }

  protected unknownImport(name: string): unknown {
    return openPart(`imported.${name}`);
  }

  private pseudo(name: string): string | undefined {
    const { partition, region, account, urlSuffix } = this.texts.environmentOf(this.stack);
    switch (name) {
      case 'AWS::Partition': return partition;
      case 'AWS::Region': return region;
      case 'AWS::AccountId': return account;
      case 'AWS::URLSuffix': return urlSuffix;
      case 'AWS::StackName': return this.stack.origin.stackName ?? openPart(`${this.stack.path}.AWS::StackName`);
      case 'AWS::StackId': return openPart(`${this.stack.path}.AWS::StackId`);
      default: return undefined;
    }
  }
}
