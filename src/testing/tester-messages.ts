import { MatchingRule } from './matching-rule';
import { PatternMismatch } from '../pattern/matcher/pattern-mismatch';
import { printable } from '../pattern/matcher/refused-pattern';

/** How many rules a message names. */
const TOLD = 5;
const MAX_PATTERN = 300;

/** What turned an event away from a rule. */
export interface ToldRule {
  readonly rule: string;
  /** What keeps the rule from any such event, whatever its pattern. */
  readonly whyNot?: string;
  readonly mismatches: PatternMismatch[];
}

/** That an event matches no rule, with the reasons of the rules that come nearest. */
export function mismatchReport(sample: Record<string, any>, told: ToldRule[], standIns: Record<string, string>): string {
  const rules = [...told].sort((one, other) => one.mismatches.length - other.mismatches.length)
    .map(({ rule, whyNot, mismatches }) => [
      `  ${printable(rule)}${whyNot === undefined ? '' : ` (${whyNot})`}`,
      ...mismatches.map(({ path, wanted, found }) => `    ${printable(path)}: wanted ${wanted}, found ${found}${hint(wanted, standIns)}`),
    ].join('\n'));
  const matchesNothing = rules.length === 1 ? 'does not match the rule' : `matches none of ${rules.length} rules`;
  return [`${describe(sample)} ${matchesNothing}:`, ...few(rules)].join('\n');
}

/** That an event matches rules that it should not. */
export function matchReport(sample: Record<string, any>, matching: MatchingRule[]): string {
  const rules = matching.map(({ logicalId, constructPath, eventPattern }) => printable(`  ${constructPath ?? logicalId}: ${shortened(JSON.stringify(eventPattern))}`));
  return [`${describe(sample)} matches, and should not:`, ...few(rules)].join('\n');
}

function few(rules: string[]): string[] {
  return [...rules.slice(0, TOLD), ...rules.length > TOLD ? [`  and ${rules.length - TOLD} other rules`] : []];
}

function shortened(text: string): string {
  return text.length <= MAX_PATTERN ? text : `${text.slice(0, MAX_PATTERN)}... (${text.length} characters)`;
}

/** A value that was made up is no value that an event can have. */
function hint(wanted: string, standIns: Record<string, string>): string {
  const [name] = Object.entries(standIns).find(([, standIn]) => wanted.includes(JSON.stringify(standIn))) ?? [];
  return name === undefined ? '' : ` (a stand-in: what '${name}' is, the deployment decides; give it in parameters, or use its token in the event)`;
}

function describe(sample: Record<string, any>): string {
  return printable(`Event '${sample['detail-type']}' of ${sample.source}`);
}
