import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { References } from './references';
import { RuleModel } from './rule-model';
import { StackTemplate, TemplateResource } from './stack-template';

const HANDED_ON = new WeakMap<IConstruct, AppModel>();

/**
 * What a synthesized app shows of its rules and of what belongs to them: all stacks and nested stacks of all stages.
 */
export class AppModel {
  /**
   * Reads the templates that the app has just written. Within one synthesis they are read once: what the report has read
   * is handed on to the checks, which CDK runs next.
   */
  public static read(root: IConstruct, handOn = false): AppModel {
    const app = (handOn ? undefined : HANDED_ON.get(root)) ?? new AppModel(stacksBelow(root).map((stack) => new StackTemplate(stack)));
    if (handOn) {
      HANDED_ON.set(root, app);
    } else {
      HANDED_ON.delete(root);
    }
    return app;
  }

  public readonly references: References;
  public readonly rules: RuleModel[];
  private readonly byType = new Map<string, TemplateResource[]>();

  private constructor(public readonly stacks: StackTemplate[]) {
    const byConstruct = new Map(stacks.map((stack) => [stack.construct, stack]));
    for (const stack of stacks) {
      stack.parent = stack.construct.nestedStackParent && byConstruct.get(stack.construct.nestedStackParent);
      for (const resource of stack.resources.values()) {
        const ofType = this.byType.get(resource.type);
        if (ofType) {
          ofType.push(resource);
        } else {
          this.byType.set(resource.type, [resource]);
        }
      }
    }
    this.references = new References(stacks);
    this.rules = this.resourcesOf('AWS::Events::Rule').map((resource) => new RuleModel(resource, this.references));
  }

  public resourcesOf(type: string): TemplateResource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource of the app that a property of a resource refers to. */
  public referred(value: any, by: TemplateResource): TemplateResource | undefined {
    return this.references.resourceOf(value, by.stack);
  }
}

/** Walks with a list of its own: a tree can be deep. */
function stacksBelow(root: IConstruct): Stack[] {
  const found: Stack[] = [];
  const open = [root];
  while (open.length > 0) {
    const construct = open.pop()!;
    if (Stack.isStack(construct)) {
      found.push(construct);
    }
    open.push(...[...construct.node.children].reverse());
  }
  return found;
}
