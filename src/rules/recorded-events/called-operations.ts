import { Stack, Token } from 'aws-cdk-lib';
import { apiCallPattern } from './api-call-pattern';
import { ApiCallRuleProps } from './api-call-rule-props';
import { groupOperations } from './operation-groups';
import { eventNamesOf, otherCallsOf } from '../../catalog/event-names';
import { problemOfOperation } from '../../catalog/operation-check';
import { operationsOfService } from '../../catalog/operations';
import { Problem } from '../../catalog/problem';
import { PATTERN_CHARACTERS } from '../../catalog/quotas';
import { isReadOnlyCall } from '../../catalog/read-only-calls';
import { patternSize } from '../../pattern/algebra/pattern-size';
import { FieldCondition } from '../../pattern/matcher/field-condition';

/**
 * The operations that a rule names, as CloudTrail records them.
 */
export class CalledOperations {
  private readonly eventSources: string[];
  /** Names, and matchers as EventBridge spells them; nothing for what is known at deployment only. */
  private readonly operations: unknown[];
  private readonly names: string[];
  private readonly matchers: unknown[];

  /**
   * @param stack the stack of the rule
   * @param props what the rule is given, of a service whose calls are recorded
   */
  constructor(private readonly stack: Stack, private readonly props: ApiCallRuleProps) {
    this.eventSources = props.service._apiCallPattern!.detail!.eventSource;
    const resolved = stack.resolve(props.operations);
    this.operations = Array.isArray(resolved) ? resolved : [];
    this.names = this.operations.filter((operation): operation is string => typeof operation === 'string');
    this.matchers = this.operations.filter(isMatcher);
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
    return this.operations.map((operation) => (typeof operation === 'string' ? operation : JSON.stringify(operation)));
  }

  /**
   * The named operations that are read-only management calls.
   */
  public get readOnly(): string[] {
    return this.names.filter((name) => this.writtenNamesOf(name).some((eventName) => isReadOnlyCall(this.eventSources, eventName)));
  }

  /**
   * Whether a matcher matches read-only management calls.
   */
  public get matchesReadOnly(): boolean {
    return this.matchers.some((matcher) => this.namesMatchedBy(matcher).some((name) => isReadOnlyCall(this.eventSources, name)));
  }

  /**
   * What keeps one of the operations from ever being recorded, or nothing.
   */
  public get problem(): Problem | undefined {
    const { service, allowUnknown } = this.props;
    if (allowUnknown || service._isCustom) {
      return undefined;
    }
    const called = { slug: service._slug, serviceName: service.serviceName, eventSources: this.eventSources };
    const ofNames = this.names.map((name) => problemOfOperation(called, name)).find((problem) => problem !== undefined);
    const hasModel = operationsOfService(service._slug, this.eventSources) !== undefined;
    const idle = this.matchers.filter((matcher) => hasModel && this.namesMatchedBy(matcher).length === 0);
    return ofNames ?? (idle.length === 0 ? undefined : {
      what: `no operation of ${service.serviceName} matches ${JSON.stringify(idle[0])}.`, nearest: [], certain: true,
    });
  }

  /**
   * The operations for each of as few rules as it takes to match all of them; nothing when one of them alone is too long
   * for a rule, or it cannot be told before deployment.
   */
  public get groups(): string[][] | undefined {
    const { operations } = this.props;
    return Token.isUnresolved(operations)
      ? undefined
      : groupOperations(operations!, (group) => this.sizeOf(group) <= PATTERN_CHARACTERS);
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

  private namesMatchedBy(matcher: unknown): string[] {
    const condition = FieldCondition.of([matcher], 'operations');
    const operations = operationsOfService(this.props.service._slug, this.eventSources) ?? [];
    return [...operations.flatMap((operation) => this.writtenNamesOf(operation)), ...otherCallsOf(this.eventSources)]
      .filter((name) => condition.holds(name));
  }

  private writtenNamesOf(operation: string): string[] {
    return eventNamesOf(this.eventSources, operation).map((name) => (typeof name === 'string' ? name : name.prefix));
  }
}

/** References that are known at deployment only are no matchers. */
function isMatcher(operation: unknown): boolean {
  return typeof operation === 'object' && operation !== null && !Object.keys(operation).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}
