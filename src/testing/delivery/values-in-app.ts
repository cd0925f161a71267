import { once } from './once';
import { StackTemplate } from '../../template/stack-template';
import { TemplateValues } from '../../template/template-values';
import { Templates } from '../../template/templates';

/** What a deployment makes of several templates that belong together: values that one takes from another are those that it has there. */
export class ValuesInApp {
  private readonly byStack = new Map<StackTemplate, TemplateValues>();

  /**
   * @param given what somebody says of a template, as `TemplateValues` takes it
   */
  constructor(public readonly templates: Templates, private readonly given: (stack: StackTemplate) => Record<string, any>) {
  }

  public of(stack: StackTemplate): TemplateValues {
    return once(this.byStack, stack, () => new ValuesOfStack(stack, this, this.given(stack)));
  }

  /** What was invented, by what it stands for, with the stack before it. */
  public get standIns(): Record<string, string> {
    return Object.fromEntries([...this.byStack].flatMap(([{ path }, { standIns }]) => Object.entries(standIns)
      .map(([name, standIn]) => [path === '' ? name : `${path}/${name}`, standIn])));
  }
}

class ValuesOfStack extends TemplateValues {
  constructor(private readonly template: StackTemplate, private readonly app: ValuesInApp, private readonly said: Record<string, any>) {
    super(template, said);
  }

  public ref(name: string): unknown {
    const { resourceInParent, parent, parameters } = this.template;
    const passed = Object.hasOwn(this.said, name) || !parameters[name] ? undefined : resourceInParent?.properties.Parameters?.[name];
    return passed === undefined ? super.ref(name) : this.app.of(parent!).resolve(passed);
  }

  public attribute(logicalId: string, attribute: string): unknown {
    const resource = this.template.resources.get(logicalId);
    const nested = resource && this.app.templates.references.nestedStackOf(resource);
    const output = nested?.outputs[attribute.slice('Outputs.'.length)];
    return output === undefined ? super.attribute(logicalId, attribute) : this.app.of(nested!).resolve(output.Value);
  }

  public imported(name: string): unknown {
    const exported = Object.hasOwn(this.said, name) ? undefined : this.app.templates.references.exportOf(name, this.template);
    return exported === undefined ? super.imported(name) : this.app.of(exported.stack).resolve(exported.value);
  }
}
