import { AspectPriority, Aspects, IAspect, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { cfnResourceOf } from './resource-identity';
import type { ResourceNeed } from '../../catalog/prerequisites';
import { warn } from '../../delivery/construct-notices';
import { UNKNOWN, templateProperty } from '../../delivery/template-properties';
import { isReference } from '../../pattern/matcher/matcher';

/** After what the app itself does in aspects, so that all of it is known. */
const LATE = AspectPriority.DEFAULT + 100;

/** What the rule wants of its resource. */
export interface WantedResource {
  readonly rule: IConstruct;
  readonly resource: IConstruct;
  /** What events call it. */
  readonly name: string;
  readonly id: string;
  readonly needs: string;
  readonly need: ResourceNeed;
}

const WANTED = new WeakMap<IConstruct, Set<string>>();

/**
 * Makes a resource what its events need: switches on what can be switched on, refuses what can never send
 * any, and says what to do about a resource that this app does not make.
 */
export function meetNeed(wanted: WantedResource): void {
  const met = WANTED.get(wanted.resource) ?? new Set();
  WANTED.set(wanted.resource, met);
  if (!met.has(wanted.id)) {
    met.add(wanted.id);
    Aspects.of(wanted.resource).add(new MeetNeed(wanted), { priority: LATE });
  }
}

class MeetNeed implements IAspect {
  constructor(private readonly wanted: WantedResource) {
  }

  public visit(node: IConstruct): void {
    const { resource: construct, need } = this.wanted;
    if (node !== construct) {
      return;
    }
    const manager = need.unlessChild ? managerOf(construct, need.unlessChild) : undefined;
    if (manager) {
      (manager as unknown as Record<string, () => void>)[need.call!]();
      return;
    }
    const resource = cfnResourceOf(construct);
    if (!resource) {
      this.tellHow();
      return;
    }
    const value = templateProperty(resource, need.property);
    if (value === UNKNOWN || isReference(value)) {
      return;
    }
    const refused = (need.on && value === false) || (need.present && value === undefined) || need.never?.includes(value as string);
    if (refused) {
      throw this.refusal(value);
    }
    if (need.on && value !== true) {
      for (const [path, wanted] of Object.entries({ [need.property]: true, ...need.also })) {
        resource.addPropertyOverride(path, wanted);
      }
    }
  }

  private refusal(value: unknown): Error {
    const { rule, resource, needs, need } = this.wanted;
    const is = value === undefined ? 'is not set' : `is ${JSON.stringify(value)}`;
    return new Error(`Rule '${rule.node.path}' can never match: events about '${resource.node.path}' need ${needs}, and its ${need.property} ${is}: ${need.instead ?? 'leave it out, and the rule sets it'}.`);
  }

  private tellHow(): void {
    const { rule, resource, name, id, needs, need } = this.wanted;
    if (need.never) {
      return;
    }
    const how = need.command ? ` Run: ${need.command.replace(/\{name\}/g, nameIn(rule, name))}` : '';
    warn(rule, id,
      `Events about '${resource.node.path}', which this app does not make, need ${needs}.${how} Acknowledge this warning once it is so.`);
  }
}

/** The construct that has the child of the name: the given one, or the one whose resource for AWS CloudFormation is given. */
function managerOf(construct: IConstruct, child: string): IConstruct | undefined {
  const { scope } = construct.node;
  const owner = scope?.node.defaultChild === construct ? scope : construct;
  return owner.node.tryFindChild(child) ? owner : undefined;
}

function nameIn(rule: IConstruct, name: string): string {
  const resolved = Stack.of(rule).resolve(name);
  return typeof resolved === 'string' ? resolved : '<name>';
}
