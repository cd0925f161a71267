import { describeExpression } from './describe-expression';
import { requireParameter } from './given-parameter';
import { IntrinsicFunctions, NO_VALUE, TemplateKnowledge, UNKNOWN_LIST } from './intrinsic-functions';
import { noPseudoParameter } from './pseudo-parameters';
import { ResourceIdentity } from './resource-identity';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';
import { nearest } from '../catalog/nearest';
import { partitionOf, urlSuffixOf } from '../catalog/partitions';
import { explainAttribute, resourceTypeOf } from '../catalog/resource-types';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
const STACK_NAME = 'Stack';
/** A value that a deployment reads from elsewhere. */
const DYNAMIC = '{{resolve:';

/**
 * What a deployment would make of a template: with the values that are given, the names that stand in the template, the
 * defaults of its parameters, and stand-ins where there is nothing else.
 */
export class TemplateValues implements TemplateKnowledge {
  /** The stand-ins that were made up, by what they stand for: `Queue`, `Queue.Arn`. */
  public readonly standIns: Record<string, string> = {};
  public readonly functions = new IntrinsicFunctions(this);
  public readonly mappings: Record<string, any>;
  private readonly conditions = new Map<string, boolean>();
  private readonly deciding: string[] = [];
  /** Stand-ins for texts that can hold any character. */
  private readonly open = new Set<string>();

  /**
   * @param given values, by logical id, by logical id, dot and attribute, by name of a parameter, condition, export, or
   * pseudo parameter
   */
  constructor(private readonly stack: StackTemplate, private readonly given: Record<string, any>) {
    this.mappings = stack.mappings;
  }

  /** A value of the template as a deployment would have it; nothing where that is no value. */
  public resolve(value: unknown): any {
    const result = this.functions.resolve(value);
    return result === NO_VALUE ? undefined : result;
  }

  /** Why a resource is not deployed; nothing where it is. */
  public whyNotDeployed({ condition }: TemplateResource): string | undefined {
    return condition === undefined || this.condition(condition) ? undefined : `condition ${condition} is false`;
  }

  public ref(name: string): unknown {
    if (name.startsWith('AWS::')) {
      return this.pseudo(name);
    }
    const parameter = this.stack.parameters[name];
    if (parameter) {
      return this.parameter(name, parameter);
    }
    const resource = this.stack.resources.get(name);
    const ref = resource ? this.identityOf(resource).ref : this.known(name) ?? this.standIn(name);
    if (resource && this.known(name) === undefined && this.isInvented(resource)) {
      this.standIns[name] = String(ref);
    }
    return ref;
  }

  public attribute(logicalId: string, attribute: string): unknown {
    const key = `${logicalId}.${attribute}`;
    const known = this.known(key);
    if (known !== undefined) {
      return known;
    }
    const resource = this.stack.resources.get(logicalId);
    if (!resource) {
      return this.standIn(key, true);
    }
    const problem = explainAttribute(resource.type, attribute);
    if (problem) {
      throw new Error(`Fn::GetAtt of '${logicalId}': ${problem}`);
    }
    if (resourceTypeOf(resource.type)?.attributes.split(' ').includes(`${attribute}[]`)) {
      return UNKNOWN_LIST;
    }
    const value = this.identityOf(resource).attribute(attribute);
    if (value === undefined) {
      return this.standIn(key, true);
    }
    if (this.isInvented(resource)) {
      this.standIns[key] = value;
    }
    return value;
  }

  public imported(name: string): unknown {
    return this.known(name) ?? this.standIn(name, true);
  }

  /**
   * @throws when the condition depends on itself, or is none of the template
   */
  public condition(name: string): boolean {
    const known = this.known(name) ?? this.conditions.get(name);
    if (known !== undefined) {
      return known === true || known === 'true';
    }
    if (!Object.hasOwn(this.stack.conditions, name)) {
      const names = Object.keys(this.stack.conditions);
      throw new Error(`The template has no condition '${name}'.${names.length > 0 ? ` Nearest: ${nearest(name, names).join(', ')}.` : ''}`);
    }
    if (this.deciding.includes(name)) {
      throw new Error(`Condition '${name}' depends on itself: ${[...this.deciding.slice(this.deciding.indexOf(name)), name].join(' -> ')}.`);
    }
    this.deciding.push(name);
    const met = this.functions.holds(this.stack.conditions[name]) === true;
    this.deciding.pop();
    this.conditions.set(name, met);
    return met;
  }

  public computed(expression: object, list: boolean): unknown {
    return list ? UNKNOWN_LIST : this.standIn(describeExpression(expression), true);
  }

  public leftOpen(value: unknown, list: boolean): unknown {
    const standIn = this.standIn(describeExpression(value), true);
    return list ? [standIn] : standIn;
  }

  public isOpen(text: string): boolean {
    return text.includes(DYNAMIC) || [...this.open].some((standIn) => text.includes(standIn));
  }

  private parameter(name: string, parameter: { Type: string; Default?: any; AllowedValues?: any[] }): unknown {
    const isList = /List/.test(parameter.Type);
    const known = this.known(name);
    // What a parameter of the Systems Manager holds is read when the stack is deployed; its default is a name.
    const value = known ?? (parameter.Type.startsWith('AWS::SSM::') ? undefined : parameter.Default);
    if (value === undefined) {
      return isList ? UNKNOWN_LIST : this.standIn(name, true);
    }
    return requireParameter(name, parameter, value);
  }

  private pseudo(name: string): unknown {
    const known = this.known(name);
    if (known !== undefined) {
      return String(known);
    }
    const text = (pseudo: string) => String(this.pseudo(pseudo));
    switch (name) {
      case 'AWS::AccountId': return ACCOUNT;
      case 'AWS::Region': return REGION;
      case 'AWS::Partition': return partitionOf(text('AWS::Region'));
      case 'AWS::URLSuffix': return urlSuffixOf(text('AWS::Region'));
      case 'AWS::StackName': return STACK_NAME;
      case 'AWS::StackId': return `arn:${text('AWS::Partition')}:cloudformation:${text('AWS::Region')}:${text('AWS::AccountId')}:stack/${text('AWS::StackName')}/00000000-0000-4000-a000-000000000000`;
      case 'AWS::NotificationARNs': return UNKNOWN_LIST;
      default: throw noPseudoParameter(name);
    }
  }

  private identityOf(resource: TemplateResource): ResourceIdentity {
    const [partition, region, account, urlSuffix] = ['Partition', 'Region', 'AccountId', 'URLSuffix'].map((name) => String(this.pseudo(`AWS::${name}`)));
    const given = this.known(resource.logicalId);
    return new ResourceIdentity(resource, { partition, region, account, urlSuffix }, given === undefined ? undefined : String(given), (name) => {
      const value = this.resolve(resource.properties[name]);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    });
  }

  /** Whether nothing says how the resource is called. */
  private isInvented(resource: TemplateResource): boolean {
    return this.known(resource.logicalId) === undefined && this.identityOf(resource).ref.includes(resource.logicalId);
  }

  private known(key: string): any {
    return Object.hasOwn(this.given, key) ? this.given[key] : undefined;
  }

  private standIn(key: string, open = false): string {
    this.standIns[key] = key;
    if (open) {
      this.open.add(key);
    }
    return key;
  }
}
