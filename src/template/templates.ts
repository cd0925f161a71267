import { References } from './references';
import { RuleInTemplate } from './rule-in-template';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';

const RULE = 'AWS::Events::Rule';

/** Templates that belong together, such as all stacks of an app, and what they show of rules. */
export class Templates {
  public readonly references: References;
  public readonly rules: RuleInTemplate[];
  private readonly byType = new Map<string, TemplateResource[]>();

  /**
   * @param stacks the templates; a nested stack knows the resource that stands for it by now
   */
  constructor(public readonly stacks: StackTemplate[]) {
    for (const resource of stacks.flatMap(({ resources }) => [...resources.values()])) {
      const ofType = this.byType.get(resource.type);
      if (ofType) {
        ofType.push(resource);
      } else {
        this.byType.set(resource.type, [resource]);
      }
    }
    this.references = new References(stacks);
    this.rules = this.resourcesOf(RULE).map((resource) => new RuleInTemplate(resource, this.references));
  }

  public resourcesOf(type: string): TemplateResource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource that a property of a resource refers to. */
  public referred(value: any, by: TemplateResource): TemplateResource | undefined {
    return this.references.resourceOf(value, by.stack);
  }
}
