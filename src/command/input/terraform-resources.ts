import { asList } from '../../catalog/as-list';
/** A module of planned values. */
export interface TerraformModule {
  readonly resources?: { readonly address: string; readonly type: string; readonly mode?: string; readonly values?: Record<string, any> }[];
  readonly child_modules?: TerraformModule[];
}

/** What an expression refers to: another resource, and its attribute. */
export interface TerraformReference {
  readonly address: string;
  readonly attribute: string;
}

/** Attributes by which a resource is referred to as a whole, as `Ref` does; the others are its ARN. */
const NAMES = new Set(['name', 'id', 'url', 'function_name', 'bucket']);
/** Resources whose ARN is what `Ref` returns. */
const REF_IS_ARN = new Set(['aws_sns_topic', 'aws_sfn_state_machine']);

/** A resource of a plan: its values, and where these come from other resources, which. */
export class TerraformResource {
  public readonly values: Record<string, any>;

  constructor(
    public readonly address: string,
    public readonly type: string,
    public readonly logicalId: string,
    values: Record<string, any>,
    private readonly expressions: Record<string, any>,
    private readonly find: (address: string) => TerraformResource | undefined,
  ) {
    this.values = values;
  }

  /** A value, or a reference to the resource that it comes from; nothing where neither is known. */
  public value(...path: (string | number)[]): any {
    const value = at(this.values, path);
    if (value !== undefined && value !== null) {
      return value;
    }
    const reference = this.reference(...path);
    const resource = reference && this.find(reference.address);
    if (!resource) {
      return at(this.expressions, path)?.references ? this.unknown(...path) : undefined;
    }
    const isRef = REF_IS_ARN.has(resource.type) || NAMES.has(reference.attribute);
    return isRef ? { Ref: resource.logicalId } : { 'Fn::GetAtt': [resource.logicalId, 'Arn'] };
  }

  /** Stands for what only the apply knows. */
  public unknown(...path: (string | number)[]): any {
    return { 'Fn::ImportValue': `${this.address}.${path.join('.')}` };
  }

  /** The resource that an argument refers to. */
  public reference(...path: (string | number)[]): TerraformReference | undefined {
    const references: unknown[] = asList(at(this.expressions, path)?.references ?? []);
    const module = /^(.*\.)?(?=[^.]+\.[^.]+$)/.exec(withoutKey(this.address))?.[1] ?? '';
    for (const text of references) {
      const match = /^((?:module\.\w+\.)*)([a-z0-9_]+)\.([\w-]+)(?:\[[^\]]*\])?(?:\.(\w+))?/.exec(String(text));
      if (match && match[4] && /^aws_/.test(match[2])) {
        return { address: `${module}${match[1]}${match[2]}.${match[3]}`, attribute: match[4] };
      }
    }
    return undefined;
  }
}

/** The resources of all modules. */
export function resourcesOf(root: TerraformModule, configuration: any): TerraformResource[] {
  const found: TerraformResource[] = [];
  const byAddress = new Map<string, TerraformResource>();
  const find = (address: string) => byAddress.get(address);
  const visit = (module: TerraformModule, config: any) => {
    for (const { address, type, mode, values } of module.resources ?? []) {
      if (mode !== 'data') {
        const plain = withoutKey(address);
        const declared = (config?.resources ?? []).find((resource: any) => plain === resource.address || plain.endsWith(`.${resource.address}`));
        const logicalId = `${address.replace(/[^A-Za-z0-9]/g, '')}${found.length}`;
        const resource = new TerraformResource(address, type, logicalId, values ?? {}, declared?.expressions ?? {}, find);
        found.push(resource);
        [address, plain].filter((name) => !byAddress.has(name)).forEach((name) => byAddress.set(name, resource));
      }
    }
    for (const child of module.child_modules ?? []) {
      const name = /module\.([\w-]+)(?:\[[^\]]*\])?$/.exec((child as any).address ?? '')?.[1] ?? '';
      visit(child, config?.module_calls?.[name]?.module);
    }
  };
  visit(root, configuration);
  return found;
}

/** The address of a resource, without the key of one of its instances. */
export function withoutKey(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}

function at(value: any, path: readonly (string | number)[]): any {
  return path.reduce((inner, name) => inner?.[name], value);
}
