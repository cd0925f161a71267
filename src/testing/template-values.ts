/** What stands in for what a deployment decides. */
const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'us-east-1',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Stack',
  'AWS::StackId': 'arn:aws:cloudformation:us-east-1:123456789012:stack/Stack/00000000-0000-4000-a000-000000000000',
  'AWS::NotificationARNs': '',
};

/** How deep a template may be nested. */
const MAX_LEVELS = 200;

/** `AWS::NoValue` takes a property away. */
const NO_VALUE = Symbol('no value');

interface CloudFormationTemplate {
  readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: Record<string, any> }>;
  readonly Parameters?: Record<string, { readonly Type: string; readonly Default?: any }>;
  readonly Conditions?: Record<string, any>;
  readonly Mappings?: Record<string, any>;
}

/**
 * Fills in what a template leaves to the deployment: with the values that are given, the defaults of the template, and
 * stand-ins where neither is there.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class TemplateValues {
  /** The stand-ins that were made up, by what they stand for: `Queue`, `Queue.Arn`. */
  public readonly standIns: Record<string, string> = {};

  /**
   * @param template the template
   * @param given values, by logical id, by logical id, dot and attribute, or by name of a parameter
   */
  constructor(private readonly template: CloudFormationTemplate, private readonly given: Record<string, any>) {
  }

  /** A value of the template as a deployment would have it. */
  public resolve(value: unknown, level = 0): any {
    if (level > MAX_LEVELS) {
      throw new Error(`The template is nested deeper than ${MAX_LEVELS} levels.`);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const inner = (part: unknown) => this.resolve(part, level + 1);
    if (Array.isArray(value)) {
      return value.map(inner).filter((element) => element !== NO_VALUE);
    }
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && (name === 'Ref' || name === 'Condition' && typeof argument === 'string' || name.startsWith('Fn::'))) {
      return this.call(name, argument, inner);
    }
    return Object.fromEntries(entries.map(([key, entry]) => [key, inner(entry)]).filter(([, entry]) => entry !== NO_VALUE));
  }

  private call(name: string, argument: any, inner: (part: unknown) => any): any {
    switch (name) {
      case 'Ref': return argument === 'AWS::NoValue' ? NO_VALUE : this.reference(argument);
      case 'Fn::GetAtt': return this.attribute(...(typeof argument === 'string' ? splitAt(argument, '.') : [argument[0], inner(argument[1])] as [string, string]));
      case 'Fn::Join': return inner(argument[1]).join(argument[0]);
      case 'Fn::Sub': return this.substitute(argument, inner);
      case 'Fn::Select': return inner(argument[1])[Number(inner(argument[0]))] ?? this.standIn(`Fn::Select ${JSON.stringify(argument)}`);
      case 'Fn::Split': return String(inner(argument[1])).split(argument[0]);
      case 'Fn::If': return inner(this.condition(argument[0]) ? argument[1] : argument[2]);
      case 'Fn::Equals': return inner(argument[0]) === inner(argument[1]);
      case 'Fn::Not': return !inner(argument[0]);
      case 'Fn::And': return argument.every(inner);
      case 'Fn::Or': return argument.some(inner);
      case 'Condition': return this.condition(argument);
      case 'Fn::FindInMap': return this.mapped(argument.map(inner));
      case 'Fn::ImportValue': return this.known(inner(argument)) ?? this.standIn(inner(argument));
      default: return this.standIn(`${name} ${JSON.stringify(argument)}`);
    }
  }

  private reference(logicalId: string): any {
    const known = this.known(logicalId);
    if (known !== undefined) {
      return known;
    }
    const parameter = this.template.Parameters?.[logicalId];
    if (parameter?.Default !== undefined && !parameter.Type.startsWith('AWS::SSM::')) {
      return /List/.test(parameter.Type) ? String(parameter.Default).split(',') : parameter.Default;
    }
    if (logicalId in PSEUDO_PARAMETERS) {
      return PSEUDO_PARAMETERS[logicalId];
    }
    const standIn = this.standIn(logicalId);
    return parameter && /List/.test(parameter.Type) ? [standIn] : standIn;
  }

  private attribute(logicalId: string, attribute: string): any {
    const key = `${logicalId}.${attribute}`;
    const known = this.known(key);
    if (known !== undefined) {
      return known;
    }
    const type = this.template.Resources?.[logicalId]?.Type;
    if (!/arn$/i.test(attribute) || !type) {
      return this.standIn(key);
    }
    const [partition, region, account] = ['Partition', 'Region', 'AccountId'].map((name) => this.reference(`AWS::${name}`));
    const service = type.split('::')[1]?.toLowerCase() ?? 'service';
    return this.standIn(key, `arn:${partition}:${service}:${region}:${account}:${this.known(logicalId) ?? logicalId}`);
  }

  private substitute(argument: string | [string, Record<string, unknown>], inner: (part: unknown) => any): string {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
    return text.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) {
        return `\${${name}}`;
      }
      const key = name.trim();
      return String(Object.hasOwn(own, key) ? inner(own[key]) : key.includes('.') ? this.attribute(...splitAt(key, '.')) : this.reference(key));
    });
  }

  private condition(name: string): boolean {
    const known = this.known(name);
    return known !== undefined ? Boolean(known) : Boolean(this.resolve(this.template.Conditions?.[name]));
  }

  private mapped([map, first, second]: string[]): any {
    const found = this.template.Mappings?.[map]?.[first]?.[second];
    return found ?? this.standIn(`${map}.${first}.${second}`);
  }

  private known(key: string): any {
    return Object.hasOwn(this.given, key) ? this.given[key] : undefined;
  }

  private standIn(key: string, value = key): string {
    this.standIns[key] = value;
    return value;
  }
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
