import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnElement, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A resource as it stands in a synthesized template. */
export interface TemplateResource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Record<string, any>;
  /** The path of the construct that has rendered it. */
  readonly path: string;
}

/** The synthesized template of a stack or nested stack. */
export class StackTemplate {
  public readonly templatePath: string;
  public readonly account?: string;
  public readonly region?: string;
  /** The stack that a nested stack is part of. */
  public parent?: StackTemplate;
  public readonly resources: ReadonlyMap<string, TemplateResource>;
  public readonly outputs: Record<string, { Value: any; Export?: { Name: any } }>;
  private elementsOnce?: Map<string, CfnElement>;

  constructor(public readonly construct: Stack) {
    this.templatePath = join(Stage.of(construct)!.outdir, construct.templateFile);
    this.account = known(construct.account);
    this.region = known(construct.region);
    const template = JSON.parse(readFileSync(this.templatePath, 'utf8'));
    this.outputs = template.Outputs ?? {};
    this.resources = new Map(Object.entries<any>(template.Resources ?? {}).map(([logicalId, { Type, Properties, Metadata }]) => [
      logicalId, new Resource(this, logicalId, Type, Properties ?? {}, Metadata?.['aws:cdk:path']),
    ]));
  }

  /** The resource that stands for this nested stack in its parent. */
  public get resourceInParent(): TemplateResource | undefined {
    const resource = this.construct.nestedStackResource;
    return resource && this.parent?.resources.get(this.parent.construct.getLogicalId(resource));
  }

  /** The construct that has rendered a logical id; none where a template was brought from elsewhere. */
  public elementOf(logicalId: string): CfnElement | undefined {
    this.elementsOnce ??= new Map(elementsOf(this.construct, this.construct).map((element) => [this.construct.getLogicalId(element), element]));
    return this.elementsOnce.get(logicalId);
  }
}

class Resource implements TemplateResource {
  private pathOnce?: string;

  constructor(
    public readonly stack: StackTemplate,
    public readonly logicalId: string,
    public readonly type: string,
    public readonly properties: Record<string, any>,
    private readonly pathInMetadata: string | undefined,
  ) {
  }

  /** Where the app leaves paths out of its templates, the construct tree is searched. */
  public get path(): string {
    return this.pathOnce ??= this.pathInMetadata ?? this.stack.elementOf(this.logicalId)?.node.path ?? this.stack.construct.node.path;
  }
}

function elementsOf(construct: IConstruct, stack: Stack): CfnElement[] {
  return construct.node.children.flatMap((child) => {
    if (Stack.isStack(child)) {
      return [];
    }
    return [...(CfnElement.isCfnElement(child) && CfnResource.isCfnResource(child) ? [child] : []), ...elementsOf(child, stack)];
  });
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
