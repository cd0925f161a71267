import { environmentOf } from './environment';
import { EVENT_OPTIONS, PARAMETER_OPTION, givenEvent, givenParameters } from './event-options';
import { ReadTemplate } from './input/read-template';
import { readTemplates } from './input/read-templates';
import { ENVIRONMENT_OPTIONS, Subcommand } from './subcommand';
import { UsageError } from './usage-error';
import { checkEvent, requireEnvelope } from '../pattern/matcher/checked-event';
import { TemplateValues } from '../template/template-values';
import { Templates } from '../template/templates';
import { TestedReceiver } from '../testing/tested-receiver';
import { testedReceivers } from '../testing/tested-receivers';

/** What an event does at one rule or subscriber. */
interface RuleAnswer {
  readonly rule: string;
  readonly file: string;
  readonly logicalId: string;
  readonly matches: boolean;
  readonly targets: { readonly id: string; readonly arn: unknown; readonly input: string; readonly deadLetterQueue?: unknown }[];
  /** The parts of the pattern that turned the event away. */
  readonly mismatches: { readonly path: string; readonly wanted: string; readonly found: string }[];
  /** Why an event that fits the pattern does not reach the rule. */
  readonly whyNot?: string;
}

export const MATCH: Subcommand = {
  name: 'match',
  operands: '(--event FILE | --sample "SOURCE/DETAIL-TYPE") PATH...',
  summary: 'says which rules and subscribers an event reaches, and what turns it away from the others',
  options: [
    ...EVENT_OPTIONS,
    { name: 'rule', takes: 'NAME', help: 'one rule only: its logical id, its path, or its name' },
    PARAMETER_OPTION,
    { name: 'format', takes: 'FORMAT', help: 'text, json (default: text)' },
    ...ENVIRONMENT_OPTIONS,
  ],
  run: (options, surroundings) => {
    const format = options.oneOf('format', ['text', 'json'], 'text');
    const sample = givenEvent(options, surroundings);
    const parameters = givenParameters(options);
    const checked = checkedEvent(sample);
    const answers = readTemplates(options.positionals, environmentOf(options)).flatMap((read) => answersOf(read, parameters, checked));
    const wanted = options.text('rule');
    const chosen = wanted === undefined ? answers : answers.filter(({ names }) => names.includes(wanted));
    if (wanted !== undefined && chosen.length === 0) {
      throw new UsageError(`There is no rule '${wanted}' with an event pattern.${answers.length > 0 ? ` There are ${answers.slice(0, 10).map(({ answer }) => answer.rule).join(', ')}${answers.length > 10 ? ', ...' : ''}.` : ''}`);
    }
    const told = chosen.map(({ answer }) => answer);
    surroundings.write(format === 'json' ? `${JSON.stringify({ version: 1, rules: told }, undefined, 2)}\n` : textOf(told));
    return told.some(({ matches }) => matches) ? 0 : 1;
  },
};

function checkedEvent(sample: unknown) {
  try {
    const checked = checkEvent(sample);
    requireEnvelope(checked);
    return checked;
  } catch (error) {
    throw new UsageError(`The event is none: ${(error as Error).message}`);
  }
}

function answersOf({ template, document }: ReadTemplate, parameters: Record<string, string>, checked: ReturnType<typeof checkEvent>) {
  const given = { ...template.region !== undefined && { 'AWS::Region': template.region }, ...template.account !== undefined && { 'AWS::AccountId': template.account }, ...parameters };
  const values = new TemplateValues(template, given);
  const templates = new Templates([template]);
  const tested = { templates, values, paths: new Map([...template.resources].map(([logicalId, { path }]) => [logicalId, path])) };
  const receivers = asked(document.path, () => testedReceivers(templates, tested));
  return receivers.map((receiver) => {
    const { resource } = receiver;
    const mismatches = receiver.matcher.mismatches(checked.fields);
    const whyNot = mismatches.length === 0 ? receiver.whyNot(checked.fields) : undefined;
    const matches = mismatches.length === 0 && whyNot === undefined;
    const answer: RuleAnswer = {
      rule: resource.path,
      file: document.path,
      logicalId: resource.logicalId,
      matches,
      targets: matches ? asked(document.path, () => targetsOf(receiver, checked.fields)) : [],
      mismatches,
      ...whyNot !== undefined && { whyNot },
    };
    return { answer, names: [...receiver.names, resource.path, resource.path.replace(/\/Resource$/, '')] };
  });
}

/** What a template has that EventBridge refuses is told with the template. */
function asked<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}

function targetsOf(rule: TestedReceiver, sample: Record<string, any>): RuleAnswer['targets'] {
  return rule.deliver(sample).targets.map(({ id, arn, input, deadLetterQueueArn }) => ({ id, arn, input, deadLetterQueue: deadLetterQueueArn }));
}

function textOf(answers: readonly RuleAnswer[]): string {
  const matching = answers.filter(({ matches }) => matches);
  const others = answers.filter(({ matches }) => !matches).sort((one, other) => one.mismatches.length - other.mismatches.length);
  return `${[
    `The event reaches ${matching.length} of ${answers.length} rules.`,
    ...matching.flatMap(({ rule, targets }) => [
      '', `${rule}`,
      ...targets.map(({ id, arn, deadLetterQueue }) => `  to ${typeof arn === 'string' ? arn : id}${deadLetterQueue === undefined ? ', without a dead-letter queue' : ''}`),
      ...targets.length === 0 ? ['  it has no target'] : [],
    ]),
    ...others.flatMap(({ rule, mismatches, whyNot }) => [
      '', `${rule} does not get it`,
      ...whyNot === undefined ? [] : [`  ${whyNot}`],
      ...mismatches.map(({ path, wanted, found }) => `  ${path}: the pattern wants ${wanted}, the event has ${found}`),
    ]),
  ].join('\n')}\n`;
}
