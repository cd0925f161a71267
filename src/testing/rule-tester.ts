import { Stack } from 'aws-cdk-lib';
import { MatchingRule } from './matching-rule';
import { notReadOf, selectRules } from './rule-selection';
import { RuleSelection, RuleTesterOptions } from './rule-tester-options';
import { TemplateInApp, templateOfJson, templateOfStack, valuesById } from './template-in-app';
import { TestedReceiver } from './tested-receiver';
import { testedReceivers } from './tested-receivers';
import { matchReport, mismatchReport } from './tester-messages';
import { CheckedEvent, checkEvent, requireEnvelope } from '../pattern/matcher/checked-event';
import { jsonObject } from '../pattern/matcher/json-object';
import { PatternIndex } from '../pattern/matcher/pattern-index';
import { PatternMismatch } from '../pattern/matcher/pattern-mismatch';
import { TemplateValues } from '../template/template-values';
import { Templates } from '../template/templates';

/**
 * Tells which rules of an app an event matches, and what its targets get, without deploying anything.
 *
 * All rules of the template with an event pattern take part, also those that this library did not make, and so do subscribers
 * of Custom Event Buses, which an event reaches by way of an event source. An expression that makes a subscriber's input is given
 * as it stands.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class RuleTester {
  /**
   * The rules of a stack. Synthesizes the app.
   *
   * @param stack the stack (a nested stack has rules of its own)
   * @param options what only a deployment can know
   * @returns a tester of the rules of the stack
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
   * @returns a tester of the rules of the template
   * @throws when EventBridge refuses a pattern, or `parameters` names what the template does not have
   */
  public static fromTemplate(template: { [key: string]: any }, options: RuleTesterOptions = {}): RuleTester {
    return new RuleTester(templateOfJson(template), options);
  }

  private readonly values: TemplateValues;
  private readonly rules: TestedReceiver[];
  private readonly index = new PatternIndex<TestedReceiver>();
  private readonly patternsOnly: boolean;

  private constructor(private readonly source: TemplateInApp, options: RuleTesterOptions) {
    const { template, paths } = source;
    const { parameters = {}, maxPatternCharacters, patternsOnly = false } = options;
    this.patternsOnly = patternsOnly;
    this.values = new TemplateValues(template, valuesById(source, parameters));
    const tested = { templates: new Templates([template]), values: this.values, paths, maxPatternCharacters };
    this.rules = testedReceivers(tested.templates, tested);
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
   * The rules that an event reaches, with what their targets get. Rules that are disabled, or not deployed because of their
   * condition, get nothing, and read-only calls reach only rules in the state for all management events.
   *
   * @param sample the event, as EventBridge delivers it to a target, such as `SampleEvents.of` makes it. From a stack, it
   * may hold tokens, such as the name of a bucket
   * @param selection which rules are meant
   * @returns the rules that the event reaches
   * @throws when it is no event, or an `InputPath` selects nothing in it
   */
  public send(sample: { [key: string]: any }, selection: RuleSelection = {}): MatchingRule[] {
    const chosen = new Set(this.select(selection));
    const checked = this.check(sample);
    return this.index.matching(checked).filter((rule) => chosen.has(rule) && this.whyNot(rule, checked) === undefined)
      .map((rule) => rule.deliver(checked.fields));
  }

  /**
   * Makes sure that an event reaches a rule.
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
    throw new Error(this.explain(sample, selection));
  }

  /**
   * Makes sure that an event reaches no rule.
   *
   * @param sample the event
   * @param selection which rules are meant (none of them may match)
   * @throws when one matches, or all rules are meant and parts of the template can make others (`Fn::ForEach`, `AWS::Include`,
   * macros)
   */
  public expectNoMatch(sample: { [key: string]: any }, selection: RuleSelection = {}): void {
    const matching = this.send(sample, selection);
    if (matching.length > 0) {
      throw new Error(matchReport(sample, matching));
    }
    if (selection.rule === undefined && this.source.template.unread.length > 0) {
      throw new Error(`Whether the event reaches no rule cannot be told. ${notReadOf(this.source)} Name the rule that is meant with { rule }, or test the template as it is deployed (aws cloudformation get-template --template-stage Processed).`);
    }
  }

  /**
   * Why an event reaches no rule, as `expectMatch` says it.
   *
   * @param sample the event
   * @param selection which rules are meant
   * @returns the reason; nothing when the event reaches one of the rules
   */
  public explain(sample: { [key: string]: any }, selection: RuleSelection = {}): string | undefined {
    const rules = this.select(selection);
    const checked = this.check(sample);
    const told = rules.map((rule) => ({ rule: rule.name, whyNot: this.whyNot(rule, checked), mismatches: rule.matcher.mismatches(checked.fields) }));
    const notRead = selection.rule === undefined && this.source.template.unread.length > 0 ? `\n${notReadOf(this.source)}` : '';
    return told.some(({ whyNot, mismatches }) => whyNot === undefined && mismatches.length === 0) ? undefined
      : mismatchReport(sample, told, this.values.standIns) + notRead;
  }

  /**
   * As `send`, of an event as a JSON text, which keeps `null` in every language.
   *
   * @param sampleJson the event as JSON
   * @param selection which rules are meant
   * @returns the rules that the event reaches
   * @throws when it is no event
   */
  public sendJson(sampleJson: string, selection: RuleSelection = {}): MatchingRule[] {
    // Most events of a log reach no rule, which a text tells without being read whole.
    if (!this.source.takesTokens && this.index.matchingJson(sampleJson).length === 0) {
      this.select(selection);
      return [];
    }
    return this.send(jsonObject(sampleJson, 'An event'), selection);
  }

  /**
   * As `expectMatch`, of an event as a JSON text, which keeps `null` in every language.
   *
   * @param sampleJson the event as JSON
   * @param selection which rules are meant (one of them must match)
   * @returns the rules that match
   * @throws when none matches, with what turned the event away
   */
  public expectMatchJson(sampleJson: string, selection: RuleSelection = {}): MatchingRule[] {
    return this.expectMatch(jsonObject(sampleJson, 'An event'), selection);
  }

  /**
   * As `expectNoMatch`, of an event as a JSON text, which keeps `null` in every language.
   *
   * @param sampleJson the event as JSON
   * @param selection which rules are meant (none of them may match)
   * @throws when one matches, or parts of the template can make other rules
   */
  public expectNoMatchJson(sampleJson: string, selection: RuleSelection = {}): void {
    this.expectNoMatch(jsonObject(sampleJson, 'An event'), selection);
  }

  /**
   * As `explain`, of an event as a JSON text, which keeps `null` in every language.
   *
   * @param sampleJson the event as JSON
   * @param selection which rules are meant
   * @returns the reason; nothing when the event reaches one of the rules
   */
  public explainJson(sampleJson: string, selection: RuleSelection = {}): string | undefined {
    return this.explain(jsonObject(sampleJson, 'An event'), selection);
  }

  /**
   * Why an event does not match a rule: the fields that turned it away. Nothing when it matches.
   *
   * @param sample the event
   * @param rule the rule: its construct, its logical id, its place in the app (`InstanceStopped`), or its name
   * @returns the fields that turned the event away
   */
  public mismatches(sample: { [key: string]: any }, rule: any): PatternMismatch[] {
    return this.select({ rule })[0].matcher.mismatches(this.check(sample).fields);
  }

  /**
   * The pattern of a rule, with stand-ins for what only a deployment can know.
   *
   * @param rule the rule: its construct, its logical id, its place in the app (`InstanceStopped`), or its name
   * @returns the pattern as EventBridge spells it
   */
  public eventPatternOf(rule: any): { [key: string]: any } {
    return this.select({ rule })[0].eventPattern;
  }

  private whyNot(rule: TestedReceiver, { fields }: CheckedEvent): string | undefined {
    return this.patternsOnly ? undefined : rule.whyNot(fields);
  }

  private check(sample: unknown): CheckedEvent {
    // What is no event is refused before its tokens are looked for, which goes down into it.
    requireEnvelope(checkEvent(sample));
    return checkEvent(this.source.resolve(sample, this.values));
  }

  private select(selection: RuleSelection): TestedReceiver[] {
    return selectRules(this.rules, selection, this.source, this.values);
  }
}
