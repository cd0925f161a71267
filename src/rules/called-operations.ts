import { Stack, Token } from 'aws-cdk-lib';
import { apiCallPattern } from './api-call-pattern';
import { ApiCallRuleProps } from './api-call-rule';
import { groupOperations } from './operation-groups';
import { EventName, eventNamesOf } from '../catalog/event-names';
import { explainOperation } from '../catalog/operation-check';
import { isReadOnlyCall } from '../catalog/read-only-calls';
import { MAX_PATTERN_CHARACTERS, patternSize } from '../pattern/pattern-size';

/**
 * The operations that a rule names, as CloudTrail records them.
 */
export class CalledOperations {
  private readonly eventSources: string[];
  /** Names, and matchers as EventBridge spells them; nothing for what is known at deployment only. */
  private readonly operations: unknown[];

  /**
   * @param stack the stack of the rule
   * @param props what the rule is given, of a service whose calls are recorded
   */
  constructor(private readonly stack: Stack, private readonly props: ApiCallRuleProps) {
    this.eventSources = props.service._apiCallPattern!.detail!.eventSource;
    const resolved = stack.resolve(props.operations);
    this.operations = Array.isArray(resolved) ? resolved : [];
  }

  /**
   * What the event name must be.
   */
  public get eventNames(): unknown[] {
    return this.operations.length > 0 ? this.eventNamesOf(this.operations) : this.props.operations!;
  }

  /**
   * The operations as a person would name them.
   */
  public get named(): string[] {
    return this.operations.map(shown);
  }

  /**
   * The operations that are read-only management calls, as a person would name them.
   */
  public get readOnly(): string[] {
    return this.operations.filter((operation) => this.reads(operation)).map(shown);
  }

  /**
   * What keeps one of the operations from ever being recorded, or nothing.
   */
  public get problem(): string | undefined {
    const { service, allowUnknown } = this.props;
    const called = { slug: service._slug, serviceName: service.serviceName, eventSources: this.eventSources };
    const named = allowUnknown || service._isCustom ? [] : this.operations.filter((operation) => typeof operation === 'string');
    const problem = named.map((operation) => explainOperation(called, operation)).find((text) => text !== undefined);
    return problem && `${problem} An operation newer than the catalogue is accepted with allowUnknown: true.`;
  }

  /**
   * The operations for each of as few rules as it takes to match all of them; nothing when one of them alone is too long
   * for a rule, or it cannot be told before deployment.
   */
  public get groups(): string[][] | undefined {
    const { operations } = this.props;
    return Token.isUnresolved(operations)
      ? undefined
      : groupOperations(operations!, (group) => this.sizeOf(group) <= MAX_PATTERN_CHARACTERS);
  }

  /**
   * Characters of the event pattern; 0 where it is not known before deployment.
   */
  public get size(): number {
    return this.sizeOf(this.operations);
  }

  private sizeOf(operations: unknown[]): number {
    const pattern = apiCallPattern(this.props, this.stack.account, this.eventNamesOf(operations));
    return patternSize(this.stack.resolve({ ...pattern, ...(this.props.accounts && { account: this.props.accounts }) })) ?? 0;
  }

  private eventNamesOf(operations: unknown[]): unknown[] {
    const names = operations.map((operation): unknown[] =>
      (typeof operation === 'string' ? eventNamesOf(this.eventSources, operation) : [operation]));
    return [...new Set(names.flat())];
  }

  private reads(operation: unknown): boolean {
    const names = typeof operation === 'string' ? eventNamesOf(this.eventSources, operation) : [operation as { prefix?: unknown }];
    return names.map(beginning).some((name) => typeof name === 'string' && isReadOnlyCall(this.eventSources, name));
  }
}

function beginning(name: EventName | { prefix?: unknown }): unknown {
  return typeof name === 'string' ? name : name.prefix;
}

function shown(operation: unknown): string {
  return typeof operation === 'string' ? operation : JSON.stringify(operation);
}
