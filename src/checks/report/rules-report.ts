import { faultRows } from './fault-rows';
import { receiverRows } from './receiver-rows';
import { FindingRow, RuleRow, findingRow, nameOf, rowOf } from './rule-row';
import { eventSourcesOf } from '../../template/event-source-in-template';
import { subscribersOf } from '../../template/subscriber-in-template';
import { Templates } from '../../template/templates';
import { Finding } from '../finding';

/** Every rule, event source and subscriber that was found, and what is wrong beside them. */
export interface RulesReport {
  readonly version: 1;
  readonly rules: RuleRow[];
  readonly elsewhere: { readonly construct: string; readonly findings: FindingRow[] }[];
}

/** What is known of findings beside themselves. */
export interface ReportedFindings {
  readonly isAcknowledged: (finding: Finding) => boolean;
  /** Whether an app of the CDK has made the template. */
  readonly isOfApp: (finding: Finding) => boolean;
  /** Whether faults are played through for every rule. @default true */
  readonly withFaults?: boolean;
}

/** The report on templates, whoever made them. */
export function rulesReport(app: Templates, found: readonly Finding[], options: ReportedFindings): RulesReport {
  const { isAcknowledged, isOfApp, withFaults = true } = options;
  const findings = new Map<string, FindingRow[]>();
  for (const finding of found) {
    const { path } = finding.resource;
    findings.set(path, [...findings.get(path) ?? [], findingRow(finding, isOfApp(finding), isAcknowledged(finding))]);
  }
  const faults = withFaults ? faultRows(app) : undefined;
  const inRows = new Set([...app.rules, ...[...eventSourcesOf(app), ...subscribersOf(app)].map(({ resource }) => resource)].map(({ path }) => path));
  const rules = app.rules.map((rule) => rowOf(rule, app, findings.get(rule.path) ?? [], faults?.get(rule.path)));
  return {
    version: 1,
    rules: [...rules, ...receiverRows(app, { findings, faults })].sort((one, other) => (one.rule < other.rule ? -1 : 1)),
    elsewhere: [...findings].filter(([path]) => !inRows.has(path)).map(([path, rows]) => ({ construct: nameOf(path), findings: rows })),
  };
}

export function reportText(report: RulesReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
