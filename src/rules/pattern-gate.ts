import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { Intent, NEWER } from './intent';
import { optionOn } from '../catalog/option-spelling';
import { explain } from '../catalog/problem';
import { warn } from '../delivery/construct-notices';
import { finalProperty } from '../delivery/template-properties';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { withSortedKeys } from '../pattern/algebra/sorted-keys';
import { isReference } from '../pattern/matcher/matcher';
import { PatternProblem } from '../pattern/verifier/pattern-problem';
import { verifyPattern } from '../pattern/verifier/verify-pattern';

const NEWER_ACCEPTED = `What is newer than the catalogue is accepted with ${optionOn('allowUnknown')}.`;

/** What the user has decided about a rule. */
export interface GateOptions {
  /** What the checks need not say either. */
  readonly intents: Intent[];
  /** Whether each kind of events that is named must be able to match, not just one of them. */
  readonly everyKind: boolean;
  /**
   * What passes.
   *
   * @default Rule
   */
  readonly what?: string;
}

/**
 * The gate that every rule passes: its pattern must be one that EventBridge takes, and that can match what it says. What the
 * checks call an error is thrown, what they call a warning is a warning.
 *
 * @param resolved the pattern as it stands in a template by now
 * @throws when the pattern is refused or can never match
 */
export function passGate(rule: IConstruct, resolved: ServicePattern, options: GateOptions): void {
  const { errors, warnings } = judge(rule, resolved, options);
  if (errors.length > 0) {
    throw new Error(errors.join(' '));
  }
  warnings.forEach(([id, text]) => warn(rule, id, text));
}

/**
 * Has the pattern pass the gate again before the template is written, where it has become another one: by a value that is
 * known late, or by an override.
 *
 * @param before the pattern that has passed
 */
export function passGateLate(rule: IConstruct, resource: events.CfnRule, before: ServicePattern, options: GateOptions): void {
  const passed = JSON.stringify(withSortedKeys(before));
  rule.node.addValidation({
    validate: () => {
      const rendered = renderedPattern(resource);
      if (rendered === undefined || JSON.stringify(withSortedKeys(rendered)) === passed) {
        return [];
      }
      const { errors, warnings } = judge(rule, rendered, options);
      warnings.forEach(([id, text]) => warn(rule, id, text));
      return errors;
    },
  });
}

/**
 * Says of a rule that was made without this library what its constructs would refuse: as warnings, since nobody has asked for a
 * rule of this library.
 */
export function warnOfPattern(rule: IConstruct, resolved: ServicePattern): void {
  const { errors, warnings, ids } = judge(rule, resolved, { intents: [], everyKind: false });
  // Such a rule has no option allowUnknown.
  const say = (id: string, text: string) => warn(rule, id, text.replace(` ${NEWER_ACCEPTED}`, ''));
  errors.forEach((text) => say(ids[0], text));
  warnings.forEach(([id, text]) => say(id, text));
}

function judge(rule: IConstruct, resolved: ServicePattern, { intents, everyKind, what = 'Rule' }: GateOptions) {
  const about = `${what} '${rule.node.path}'`;
  const forgiven = new Set(intents.map(({ check }) => check));
  const problems = verifyPattern(resolved, { everyKind }).filter(({ id, isMinor }) => !forgiven.has(id) && (everyKind || !isMinor));
  const errors = problems.filter(({ certain }) => certain);
  const warnings = new Map<string, PatternProblem[]>();
  problems.filter(({ certain }) => !certain).forEach((problem) => warnings.set(problem.id, [...warnings.get(problem.id) ?? [], problem]));
  return {
    errors: errors.length > 0 ? [told(about, errors, true)] : [],
    ids: errors.map(({ id }) => id),
    warnings: [...warnings].map(([id, ofId]): [string, string] => [id, `${told(about, ofId, false)} Acknowledge this warning once an event has matched.`]),
  };
}

/** All problems of a rule in one text. */
function told(about: string, problems: PatternProblem[], certain: boolean): string {
  const [{ id }] = problems;
  const opening = id === 'refused-pattern' ? `${about}:`
    : id === 'idle-exclusion' ? `${about} excludes what never occurs:`
      : certain ? `${about} can never match:` : `${about} may never match:`;
  const newer = problems.some((problem) => NEWER.includes(problem.id)) ? ` ${NEWER_ACCEPTED}` : '';
  return `${opening} ${problems.map(explain).join(' ')}${newer}`;
}

/** The pattern as it will stand in the template, overrides included; nothing where it is known at deployment only. */
function renderedPattern(resource: events.CfnRule): ServicePattern | undefined {
  const pattern = finalProperty(resource, 'EventPattern', resource.eventPattern);
  return typeof pattern !== 'object' || pattern === null || isReference(pattern) ? undefined : pattern as ServicePattern;
}
