import { TemplateResource } from './template-resource';
import { ResourceTypeData, resourceTypeOf } from '../catalog/resource-types';

/** What the form of an ARN or a name is filled with. */
export interface Environment {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly urlSuffix: string;
}

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const UNKNOWN_TYPE: ResourceTypeData = { attributes: '' };

/**
 * How AWS names one resource: `Ref`, ARN and attributes, in the form of its service.
 */
export class ResourceIdentity {
  private readonly type: ResourceTypeData;
  private arnOnce?: string;

  /**
   * @param given what somebody says `Ref` returns: the name, the id, or where `Ref` returns an ARN or a URL, that
   * @param property a property of the resource as text; nothing where the template does not give it
   */
  constructor(
    private readonly resource: TemplateResource,
    private readonly environment: Environment,
    private readonly given: string | undefined,
    private readonly property: (name: string) => string | undefined,
  ) {
    this.type = resourceTypeOf(resource.type) ?? UNKNOWN_TYPE;
  }

  /** What `Ref` returns. */
  public get ref(): string {
    const { ref } = this.type;
    if (this.given !== undefined && (ref === undefined || isWhole(this.given))) {
      return this.given;
    }
    return ref === 'arn' ? this.arn! : ref === undefined ? this.id : this.fill(ref);
  }

  /** The ARN; nothing where the form is not known. */
  public get arn(): string | undefined {
    const { arn } = this.type;
    if (arn !== undefined && this.given?.startsWith('arn:')) {
      return this.given;
    }
    return arn && (this.arnOnce ??= `arn:${this.environment.partition}:${this.fill(arn)}`);
  }

  /** What `Fn::GetAtt` returns, as far as that follows from names; nothing else. */
  public attribute(name: string): string | undefined {
    const { resource, type } = this;
    if (type.arnAttributes?.split(' ').includes(name)) {
      return this.arn;
    }
    if (type === UNKNOWN_TYPE && /arn$/i.test(name)) {
      const { partition, region, account } = this.environment;
      const service = resource.type?.split('::')[1]?.toLowerCase() ?? 'service';
      return `arn:${partition}:${service}:${region}:${account}:${this.id}`;
    }
    if (type.ref?.endsWith(`\${${name}}`) || type.ref?.endsWith(`/${name}`)) {
      return this.named(name);
    }
    // `KeyId` of a key and `InstanceId` of an instance are what `Ref` returns.
    const own = resource.type?.split('::').pop() ?? '';
    if (type.ref === undefined && (name === `${own}Id` || name === 'Id')) {
      return this.ref;
    }
    // `RuleName` of a rule is its property `Name`, and `Name` of a state machine its property `StateMachineName`.
    return this.nameProperty !== undefined && (name === 'Name' || name === `${own}Name`) ? this.named(this.nameProperty) : this.property(name);
  }

  /** The name that stands in the template or is given, else the logical id. */
  private get id(): string {
    return this.given ?? this.resource.logicalId;
  }

  /** The property by which the ARN names the resource. */
  private get nameProperty(): string | undefined {
    return [...(this.type.arn ?? '').matchAll(/\$\{([A-Za-z]*Name)\}/g)].pop()?.[1];
  }

  private fill(form: string): string {
    const { partition, region, account, urlSuffix } = this.environment;
    return form.replace(PLACEHOLDER, (_, name: string, at: number) => {
      switch (name) {
        case 'Partition': return partition;
        case 'Region': return region;
        case 'Account': return account;
        case 'URLSuffix': return urlSuffix;
        case '=': return this.id;
        case '#': return `${this.resource.logicalId}.id`;
        default: return name.endsWith('?') ? this.optional(name.slice(0, -1)) : withoutSlash(this.named(name), form[at - 1]);
      }
    });
  }

  /** A part that is there only where the template gives it, with a slash after it. */
  private optional(name: string): string {
    const value = nameIn(this.property(name) ?? '').replace(/^\/|\/$/g, '');
    return value === '' || value === 'default' ? '' : `${value}/`;
  }

  /** A name, however the template gives it: by itself or within an ARN. */
  private named(name: string): string {
    const inGiven = this.given === undefined ? undefined : nameIn(this.given);
    const value = (inGiven !== undefined && this.identifies(name) ? inGiven : undefined) ?? nameIn(this.property(name) ?? this.resource.logicalId);
    return this.type.lowerCase ? value.toLowerCase() : value;
  }

  /** Whether a property is the one that `Ref` is about: the last in the form of `Ref`, else of the ARN. */
  private identifies(name: string): boolean {
    const form = this.type.ref === 'arn' || this.type.ref === undefined ? this.type.arn : this.type.ref;
    return form === undefined || [...form.matchAll(PLACEHOLDER)].pop()?.[1] === name || this.nameProperty === name;
  }
}

/** Whether a text is more than a name: an ARN or a URL. */
function isWhole(given: string): boolean {
  return given.startsWith('arn:') || given.startsWith('https://');
}

function nameIn(text: string): string {
  return isWhole(text) ? text.split(/[:/]/).pop()! : text;
}

/** Names can begin with a slash that the form has already. */
function withoutSlash(name: string, before: string | undefined): string {
  return before === '/' ? name.replace(/^\//, '') : name;
}
