import { TemplateKnowledge, UNKNOWN } from './intrinsic-functions';
import type { References } from './references';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';

/**
 * What the templates of an app say without parameters: references are followed through nested stacks and exports, and what only
 * the deployment knows stays open.
 */
export abstract class OpenKnowledge implements TemplateKnowledge {
  public readonly mappings: Record<string, any>;

  constructor(protected readonly references: References, protected readonly stack: StackTemplate) {
    this.mappings = stack.mappings;
  }

  public abstract ref(name: string): unknown;

  public attribute(logicalId: string, attribute: string): unknown {
    const resource = this.stack.resources.get(logicalId);
    const nested = resource && this.references.nestedStackOf(resource);
    if (nested && attribute.startsWith('Outputs.')) {
      return this.textOf(nested.outputs[attribute.slice('Outputs.'.length)]?.Value, nested) ?? UNKNOWN;
    }
    return this.attributeOf(resource, logicalId, attribute);
  }

  public imported(name: string): unknown {
    const exported = this.references.exportOf(name, this.stack);
    return (exported && this.textOf(exported.value, exported.stack)) ?? this.unknownImport(name);
  }

  public condition(): typeof UNKNOWN {
    return UNKNOWN;
  }

  public computed(): typeof UNKNOWN {
    return UNKNOWN;
  }

  public leftOpen(value: unknown): unknown {
    return value;
  }

  public isOpen(text: string): boolean {
    return text.includes('\u0000') || text.includes('${');
  }

  /** A value of a stack of the app as text. */
  protected abstract textOf(value: unknown, stack: StackTemplate): string | undefined;

  protected abstract attributeOf(resource: TemplateResource | undefined, logicalId: string, attribute: string): unknown;

  protected abstract unknownImport(name: string): unknown;
}
