import { environmentOf } from './environment';
import { Acknowledgements } from './input/acknowledgements';
import { readTemplates } from './input/read-templates';
import { ENVIRONMENT_OPTIONS, Subcommand } from './subcommand';
import { findingsIn } from '../checks/finding';
import { markdownTable } from '../checks/report/markdown-table';
import { FindingRow, findingRow, nameOf, rowOf } from '../checks/report/rule-row';
import { Templates } from '../template/templates';

export const REPORT: Subcommand = {
  name: 'report',
  operands: 'PATH...',
  summary: 'every rule with its service, delivery type, targets, queues, retries, alarms and findings',
  options: [
    { name: 'format', takes: 'FORMAT', help: 'json, markdown (default: markdown)' },
    ...ENVIRONMENT_OPTIONS,
  ],
  run: (options, { write }) => {
    const format = options.oneOf('format', ['json', 'markdown'], 'markdown');
    const read = readTemplates(options.positionals, environmentOf(options));
    const app = new Templates(read.map(({ template }) => template));
    const acknowledgedIn = new Map(read.map(({ template, acknowledged }) => [template, acknowledged]));
    const findings = new Map<string, FindingRow[]>();
    for (const finding of findingsIn(app, {})) {
      const { path, logicalId, stack } = finding.resource;
      const reason = Acknowledgements.NONE.reasonFor(finding.check.id, path, logicalId, acknowledgedIn.get(stack));
      findings.set(path, [...findings.get(path) ?? [], findingRow(finding, reason !== undefined)]);
    }
    const rules = app.rules.map((rule) => rowOf(rule, app, findings.get(rule.path) ?? [])).sort((one, other) => (one.rule < other.rule ? -1 : 1));
    const ofRules = new Set(app.rules.map(({ path }) => path));
    const elsewhere = [...findings].filter(([path]) => !ofRules.has(path)).map(([path, rows]) => ({ construct: nameOf(path), findings: rows }));
    write(format === 'json' ? `${JSON.stringify({ version: 1, rules, elsewhere }, undefined, 2)}\n` : markdownTable(rules));
    return 0;
  },
};
