import { IntrinsicFunctions, TemplateKnowledge, UNKNOWN } from './intrinsic-functions';
import { KnownTexts } from './known-texts';
import { nameOf, namedBy } from './named-resources';
import { OpenKnowledge } from './open-knowledge';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';
import { partitionOf, urlSuffixOf } from '../catalog/partitions';

/** How a reference to a resource stands in a text. */
const MARK = /\u0000([^\u0000]*)\u0001([^\u0000]*)\u0000/g;
const PSEUDO = /^AWS::(Region|AccountId|Partition|StackName|StackId|URLSuffix)$/;

/**
 * Follows references in templates: within a template, to exports of other stacks, into and out of nested stacks, and
 * by the names that resources were given. Nothing is assumed: what only the deployment knows stays unknown.
 */
export class References {
  private readonly exports = new Map<string, { stack: StackTemplate; value: any }>();
  private readonly nested = new Map<TemplateResource, StackTemplate>();
  private readonly byName = new Map<string, TemplateResource[]>();
  private readonly texts = new KnownTexts();
  private readonly byPath = new Map<string, StackTemplate>();
  private readonly marking = new Map<StackTemplate, IntrinsicFunctions>();
  private readonly plain = new Map<StackTemplate, IntrinsicFunctions>();

  constructor(stacks: StackTemplate[]) {
    for (const stack of stacks) {
      this.byPath.set(stack.path, stack);
      for (const { Value, Export } of Object.values(stack.outputs)) {
        if (typeof Export?.Name === 'string') {
          this.exports.set(`${stack.account} ${stack.region} ${Export.Name}`, { stack, value: Value });
        }
      }
      if (stack.resourceInParent) {
        this.nested.set(stack.resourceInParent, stack);
      }
      for (const resource of stack.resources.values()) {
        const name = nameOf(resource);
        if (name !== undefined) {
          this.byName.set(name, [...this.byName.get(name) ?? [], resource]);
        }
      }
    }
  }

  /** The resource that a value refers to, by reference or by ARN. */
  public resourceOf(value: any, stack: StackTemplate): TemplateResource | undefined {
    const text = this.textOf(value, stack);
    if (text === undefined) {
      return undefined;
    }
    const marks = [...text.matchAll(MARK)];
    if (marks.length > 0) {
      return marks.length === 1 ? this.marked(marks[0]) : undefined;
    }
    return namedBy(text, (name) => this.byName.get(name) ?? []);
  }

  /**
   * A value as text. References to resources and to what is not known of the environment are the same wherever the
   * same thing is meant. Nothing where part of it cannot be told.
   */
  public textOf(value: any, stack: StackTemplate): string | undefined {
    if (typeof value !== 'object' || value === null) {
      return value === undefined || value === null ? undefined : String(value);
    }
    return this.texts.of(value, stack, () => this.functionsOf(stack, true).evaluate(value));
  }

  /** A value with everything computed that is known before the deployment; the rest stays as the template has it. */
  public valueOf(value: any, stack: StackTemplate): any {
    return this.functionsOf(stack, false).resolve(value);
  }

  /** The functions of a template, computed with nothing but what is known before the deployment. */
  public functionsOf(stack: StackTemplate, marks = false): IntrinsicFunctions {
    const kept = marks ? this.marking : this.plain;
    let functions = kept.get(stack);
    if (!functions) {
      const knowledge: TemplateKnowledge = marks ? new MarkedReferences(this, stack) : new PlainValues(this, stack);
      functions = new IntrinsicFunctions(knowledge);
      kept.set(stack, functions);
    }
    return functions;
  }

  /** The event bus that has a name in the environment of a stack. */
  public busNamed(name: string, stack: StackTemplate): TemplateResource | undefined {
    return (this.byName.get(name) ?? []).find((resource) => resource.type === 'AWS::Events::EventBus'
      && resource.stack.region === stack.region && resource.stack.account === stack.account);
  }

  /** The nested stack that a resource stands for. */
  public nestedStackOf(resource: TemplateResource): StackTemplate | undefined {
    return this.nested.get(resource);
  }

  /** What a stack of the same environment exports. */
  public exportOf(name: string, stack: StackTemplate): { stack: StackTemplate; value: any } | undefined {
    return this.exports.get(`${stack.account} ${stack.region} ${name}`);
  }

  private marked([, stackPath, logicalId]: RegExpMatchArray): TemplateResource | undefined {
    return this.byPath.get(stackPath)?.resources.get(logicalId);
  }
}

/** References become texts that say which resource is meant. */
class MarkedReferences extends OpenKnowledge {
  public ref(name: string): unknown {
    const pseudo = PSEUDO.exec(name)?.[1];
    if (pseudo) {
      return this.pseudo(pseudo) ?? `\${${pseudo}}`;
    }
    if (this.stack.resources.has(name)) {
      return mark(this.stack, name);
    }
    const { resourceInParent, parent } = this.stack;
    const given = resourceInParent?.properties.Parameters?.[name];
    return given === undefined ? UNKNOWN : this.references.textOf(given, parent!) ?? UNKNOWN;
  }

  protected textOf(value: unknown, stack: StackTemplate): string | undefined {
    return this.references.textOf(value, stack);
  }

  protected attributeOf(resource: TemplateResource | undefined, logicalId: string): unknown {
    return resource ? mark(this.stack, logicalId) : UNKNOWN;
  }

  protected unknownImport(): unknown {
    return UNKNOWN;
  }

  protected pseudo(name: string): string | undefined {
    const { region, account } = this.stack;
    return name === 'Region' ? region : name === 'AccountId' ? account
      : name === 'Partition' && region !== undefined ? partitionOf(region)
        : name === 'URLSuffix' && region !== undefined ? urlSuffixOf(region) : undefined;
  }
}

/** References to what is made in the app stay references. */
class PlainValues extends MarkedReferences {
  public ref(name: string): unknown {
    const pseudo = PSEUDO.exec(name)?.[1];
    return (pseudo && this.pseudo(pseudo)) ?? UNKNOWN;
  }

  public attribute(): unknown {
    return UNKNOWN;
  }

  public imported(): unknown {
    return UNKNOWN;
  }
}

function mark(stack: StackTemplate, logicalId: string): string {
  return `\u0000${stack.path}\u0001${logicalId}\u0000`;
}
