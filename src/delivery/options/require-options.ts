import { Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { OptionFindings, OptionKind, checkOptions, describeWrong } from './option-kind';
import { shown } from './shown';
import { optionName, optionPlace } from '../../catalog/option-spelling';
import { warn } from '../construct-notices';

/**
 * Looks at all options where they enter, so that a value of a wrong kind is refused by its name. What is known later is
 * looked at when the template is written.
 *
 * @param construct what the options are for
 * @param owner the construct as an error names it, such as `rule 'Stack/Rule'`
 * @param elsewhere where options belong that are none here
 * @throws when the options are no object, one of them is of a wrong kind, or there is no such option and no stack with which a warning
 * could be shown
 */
export function requireOptions(
  construct: IConstruct, owner: string, options: unknown, kinds: Record<string, OptionKind>, elsewhere: Record<string, string> = {},
): void {
  const found = findingsOf(owner, options, kinds);
  // Warnings are shown with stacks.
  const canBeWarned = construct.node.scopes.some((scope) => Stack.isStack(scope));
  for (const { place, meant } of found.unknown) {
    const hint = elsewhere[place] ?? (meant && `${optionPlace(meant)} is meant, as it seems`);
    if (!canBeWarned) {
      throw new Error(unknownOption(place, owner, hint, kinds));
    }
    warn(construct, 'unknown-option', `${optionPlace(place)} is no option of ${owner}, and has no effect${hint ? `: ${hint}` : ''}. Leave it out, or acknowledge this warning where it is a property of your own.`);
  }
  for (const { place, value, kind } of found.late) {
    construct.node.addValidation({ validate: () => lateProblems(construct, owner, place, value, kind) });
  }
}

/**
 * The same where no construct is there yet.
 *
 * @throws when the options are no object, one of them is of a wrong kind, or there is no such option
 */
export function requireOptionsOf(owner: string, options: unknown, kinds: Record<string, OptionKind>): void {
  const { unknown: [first] } = findingsOf(owner, options, kinds);
  if (first) {
    throw new Error(unknownOption(first.place, owner, first.meant && `${optionPlace(first.meant)} is meant, as it seems`, kinds));
  }
}

function unknownOption(place: string, owner: string, hint: string | undefined, kinds: Record<string, OptionKind>): string {
  return `${optionPlace(place)} is no option of ${owner}: ${hint ?? `give some of ${namesOf(kinds)}`}.`;
}

/**
 * @throws when an option is not given that nothing can be done without, or is of a wrong kind
 */
export function requireOption(owner: string, name: string, value: unknown, kind: OptionKind): void {
  const found: OptionFindings = { wrong: [], unknown: [], late: [] };
  kind.check(name, value, found);
  if (found.wrong.length > 0) {
    throw new Error(describeWrong(found.wrong[0], owner));
  }
}

/**
 * @throws when a scope is no construct
 */
export function requireScope(owner: string, scope: unknown): void {
  if (!Construct.isConstruct(scope)) {
    throw new Error(`scope of ${owner} is ${shown(scope)}: give a construct, such as the app, a stage or a stack.`);
  }
}

function findingsOf(owner: string, options: unknown, kinds: Record<string, OptionKind>): OptionFindings {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new Error(`The options of ${owner} are ${shown(options)}: give an object with some of ${namesOf(kinds)}.`);
  }
  const found: OptionFindings = { wrong: [], unknown: [], late: [] };
  checkOptions('', options, kinds, found);
  if (found.wrong.length > 0) {
    throw new Error(found.wrong.map((wrong) => describeWrong(wrong, owner)).join(' '));
  }
  return found;
}

function namesOf(kinds: Record<string, OptionKind>): string {
  return Object.keys(kinds).map(optionName).join(', ');
}

/** A reference stays unknown until the deployment. */
function lateProblems(construct: IConstruct, owner: string, place: string, value: unknown, kind: OptionKind): string[] {
  const [stack] = [...construct.node.scopes, ...construct.node.findAll()].filter((node): node is Stack => Stack.isStack(node));
  if (!stack) {
    return [];
  }
  const resolved: unknown = stack.resolve(value);
  const isKnown = Array.isArray(resolved) ? resolved.every((part) => typeof part !== 'object') : typeof resolved !== 'object';
  if (!isKnown) {
    return [];
  }
  const found: OptionFindings = { wrong: [], unknown: [], late: [] };
  kind.check(place, resolved, found);
  return found.wrong.map((wrong) => describeWrong(wrong, owner));
}
