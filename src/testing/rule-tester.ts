import { Stack } from 'aws-cdk-lib';
import { MatchingRule } from './matching-rule';
import { RuleSelection, RuleTesterOptions } from './rule-tester-options';
import { TemplateInApp, TemplateResource, templateOfJson, templateOfStack, valuesById } from './template-in-app';
import { TemplateValues } from './template-values';
import { TestedRule } from './tested-rule';
import { checkEvent, requireEnvelope } from '../pattern/matcher/checked-event';
import { PatternIndex } from '../pattern/matcher/pattern-index';
import { PatternMismatch } from '../pattern/matcher/pattern-mismatch';

const RULE = 'AWS::Events::Rule';
/** How many rules a message tells of. */
const TOLD = 5;

/**
 * Tells which rules of an app an event matches, and what its targets get, without deploying anything.
 *
 * All rules of the template with an event pattern take part, also those that this library did not make.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class RuleTester {
  /**
   * The rules of a stack. Synthesizes the app.
   *
   * @param stack the stack (a nested stack has rules of its own)
   * @param options what only a deployment can know
   * @throws when EventBridge refuses a pattern, or `parameters` names what the template does not have
   */
  public static fromStack(stack: Stack, options: RuleTesterOptions = {}): RuleTester {
    const app = templateOfStack(stack);
    return new RuleTester(app, { ...options, parameters: { ...app.environment, ...options.parameters } });
  }

  /**
   * The rules of a template, as an object.
   *
   * @param template the CloudFormation template
   * @param options what only a deployment can know
   * @throws when EventBridge refuses a pattern, or `parameters` names what the template does not have
   */
  public static fromTemplate(template: { [key: string]: any }, options: RuleTesterOptions = {}): RuleTester {
    return new RuleTester(templateOfJson(template), options);
  }

  private readonly values: TemplateValues;
  private readonly rules: TestedRule[];
  private readonly index = new PatternIndex<TestedRule>();

  private constructor(private readonly source: TemplateInApp, options: RuleTesterOptions) {
    const { template, paths } = source;
    this.values = new TemplateValues(template, valuesById(source, options.parameters ?? {}));
    this.rules = Object.entries<TemplateResource>(template.Resources ?? {})
      .filter(([, { Type: type, Properties: properties }]) => type === RULE && properties?.EventPattern !== undefined)
      .map(([logicalId]) => new TestedRule(logicalId, paths.get(logicalId), template.Resources, this.values, options.maxPatternCharacters));
    this.rules.forEach((rule) => this.index.add(rule.matcher, rule));
  }

  /**
   * What was invented for what only a deployment knows, by what it stands for: `{ "Bucket83908E77": "Bucket83908E77" }`.
   * A part of a pattern that has one matches events with the same text.
   */
  public get standIns(): { [name: string]: string } {
    return { ...this.values.standIns };
  }

  /**
   * The rules that an event matches, with what their targets get. Rules that are disabled get nothing.
   *
   * @param sample the event, as EventBridge delivers it to a target, such as `SampleEvents.of` makes it. From a stack, it
   * may hold tokens, such as the name of a bucket
   * @param selection which rules are meant
   * @throws when it is no event, or an `InputPath` selects nothing in it
   */
  public send(sample: { [key: string]: any }, selection: RuleSelection = {}): MatchingRule[] {
    const chosen = new Set(this.select(selection));
    const checked = this.check(sample);
    return this.index.matching(checked).filter((rule) => rule.isEnabled && chosen.has(rule)).map((rule) => rule.deliver(checked.fields));
  }

  /**
   * Makes sure that an event matches a rule.
   *
   * @param sample the event
   * @param selection which rules are meant (one of them must match)
   * @returns the rules that match
   * @throws when none matches, with what turned the event away
   */
  public expectMatch(sample: { [key: string]: any }, selection: RuleSelection = {}): MatchingRule[] {
    const matching = this.send(sample, selection);
    if (matching.length > 0) {
      return matching;
    }
    const rules = this.select(selection);
    const told = rules.map((rule) => ({ rule, mismatches: rule.matcher.mismatches(this.check(sample).fields) }))
      .sort((one, other) => one.mismatches.length - other.mismatches.length)
      .map(({ rule, mismatches }) => [
        `  ${rule.name}${rule.isEnabled ? '' : ' (is disabled)'}`,
        ...mismatches.map(({ path, wanted, found }) => `    ${path}: wanted ${wanted}, found ${found}`),
      ].join('\n'));
    const more = told.length > TOLD ? [`  and ${told.length - TOLD} other rules`] : [];
    const matchesNothing = rules.length === 1 ? 'does not match the rule' : `matches none of ${rules.length} rules`;
    throw new Error([`${this.describe(sample)} ${matchesNothing}:`, ...told.slice(0, TOLD), ...more].join('\n'));
  }

  /**
   * Makes sure that an event matches no rule.
   *
   * @param sample the event
   * @param selection which rules are meant (none of them may match)
   * @throws when one matches
   */
  public expectNoMatch(sample: { [key: string]: any }, selection: RuleSelection = {}): void {
    const matching = this.send(sample, selection);
    if (matching.length > 0) {
      throw new Error([`${this.describe(sample)} matches, and should not:`, ...matching.map(({ logicalId, constructPath, eventPattern }) =>
        `  ${constructPath ?? logicalId}: ${JSON.stringify(eventPattern)}`)].join('\n'));
    }
  }

  /**
   * Why an event does not match a rule: the fields that turned it away. Nothing when it matches.
   *
   * @param sample the event
   * @param rule the rule: its logical id, its place in the app (`InstanceStopped`), or its name
   */
  public mismatches(sample: { [key: string]: any }, rule: string): PatternMismatch[] {
    return this.select({ rule })[0].matcher.mismatches(this.check(sample).fields);
  }

  /**
   * The pattern of a rule, with stand-ins for what only a deployment can know.
   *
   * @param rule the rule: its logical id, its place in the app (`InstanceStopped`), or its name
   */
  public eventPatternOf(rule: string): { [key: string]: any } {
    return this.select({ rule })[0].eventPattern;
  }

  private check(sample: unknown) {
    // What is no event is refused before its tokens are looked for, which goes down into it.
    requireEnvelope(checkEvent(sample));
    return checkEvent(this.values.resolve(this.source.resolve(sample)));
  }

  private select({ rule: name, eventBusName }: RuleSelection): TestedRule[] {
    const onBus = this.rules.filter((rule) => eventBusName === undefined || rule.eventBusName === eventBusName);
    if (onBus.length === 0) {
      const buses = [...new Set(this.rules.map((rule) => rule.eventBusName))];
      throw new Error(`The template has no rule with an event pattern${eventBusName === undefined ? '' : ` on event bus '${eventBusName}'; its event buses are ${buses.join(', ')}`}.`);
    }
    const named = onBus.filter((rule) => name === undefined || rule.isCalled(name));
    if (named.length === 0) {
      throw new Error(`The template has no rule '${name}' with an event pattern; its rules are ${onBus.map((rule) => rule.name).join(', ')}.`);
    }
    return named;
  }

  private describe(sample: { [key: string]: any }): string {
    return `Event '${sample['detail-type']}' of ${sample.source}`;
  }
}
