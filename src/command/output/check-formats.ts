import { CheckResult, PlacedFinding } from './check-result';
import { sarifLog } from './sarif';
import { CheckSeverity } from '../../checks/check-severity';

/** How the result of a check can be written. */
export const CHECK_FORMATS: Record<string, (result: CheckResult, terminal: boolean) => string> = {
  text: textOf,
  json: (result) => `${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n`,
  sarif: (result) => `${JSON.stringify(sarifLog(result), undefined, 2)}\n`,
  markdown: markdownOf,
  github: githubOf,
};

const COLOURS: Record<string, string> = { fatal: '\u001b[31m', error: '\u001b[31m', warning: '\u001b[33m', info: '\u001b[36m' };
const PLAIN = '\u001b[0m';

/** One finding, and every place where it stands. */
interface Group {
  readonly finding: PlacedFinding;
  readonly places: PlacedFinding[];
}

/** Findings that say the same are one, with their places. */
function grouped(findings: readonly PlacedFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = `${finding.check}\n${finding.severity}\n${finding.message}\n${finding.fix}`;
    const group = groups.get(key) ?? { finding, places: [] };
    group.places.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function textOf(result: CheckResult, terminal: boolean): string {
  const open = result.findings.filter(({ acknowledged }) => acknowledged === undefined);
  const lines = grouped(open).flatMap(({ finding, places }) => [
    `${terminal ? COLOURS[finding.severity] : ''}${finding.severity}${terminal ? PLAIN : ''} ${finding.check}: ${oneLine(finding.message)}`,
    ...places.map((place) => `  ${placeOf(place)}`),
    `  ${oneLine(finding.fix)}`,
    '',
  ]);
  return `${[...lines, summaryOf(result)].join('\n')}\n`;
}

/** What comes from a template may hold anything; what is written into a terminal or a log stays on its line. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, (found) => (/^\s+$/.test(found) ? ' ' : '\ufffd'));
}

function placeOf({ file, line, logicalId, construct }: PlacedFinding): string {
  const of = construct === logicalId ? logicalId : `${logicalId} (${construct})`;
  return oneLine(`${file}${line === undefined ? '' : `:${line}`} ${of}`);
}

function summaryOf({ findings, templates, rules }: CheckResult): string {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const count = (severity: CheckSeverity) => open.filter((finding) => finding.severity === severity).length;
  const acknowledged = findings.length - open.length;
  return [
    `${counted(rules, 'rule')} in ${counted(templates, 'template')}: ${counted(count(CheckSeverity.ERROR) + count(CheckSeverity.FATAL), 'error')}`,
    counted(count(CheckSeverity.WARNING), 'warning'),
    `${count(CheckSeverity.INFO)} for information`,
    ...acknowledged > 0 ? [`${acknowledged} acknowledged`] : [],
  ].join(', ');
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function markdownOf(result: CheckResult): string {
  const cell = (text: string) => oneLine(text).replace(/\|/g, '\\|').replace(/</g, '&lt;');
  const rows = result.findings.map((finding) => `| ${[
    finding.acknowledged === undefined ? finding.severity : 'acknowledged',
    `\`${finding.check}\``,
    cell(placeOf(finding)),
    cell(finding.message),
    cell(finding.acknowledged ?? finding.fix),
  ].join(' | ')} |`);
  return `${[`**${summaryOf(result)}**`, '', ...rows.length > 0 ? ['| Severity | Check | Where | What | What to do |', '|---|---|---|---|---|', ...rows] : []].join('\n')}\n`;
}

const GITHUB_LEVELS: Record<string, string> = { fatal: 'error', error: 'error', warning: 'warning', info: 'notice' };

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function githubOf(result: CheckResult): string {
  const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const open = result.findings.filter(({ acknowledged }) => acknowledged === undefined);
  const lines = open.map(({ severity, check, file, line, message, fix, logicalId }) =>
    `::${GITHUB_LEVELS[severity]} file=${property(file)}${line === undefined ? '' : `,line=${line}`},title=${property(check)}::${data(`${logicalId}: ${message} ${fix}`)}`);
  return `${[...lines, summaryOf(result)].join('\n')}\n`;
}
