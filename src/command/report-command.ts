import { environmentOf } from './environment';
import { Acknowledgements } from './input/acknowledgements';
import { readTemplates } from './input/read-templates';
import { ENVIRONMENT_OPTIONS, Subcommand } from './subcommand';
import { findingsIn } from '../checks/finding';
import { markdownTable } from '../checks/report/markdown-table';
import { reportText, rulesReport } from '../checks/report/rules-report';
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
    const readOf = new Map(read.map((entry) => [entry.template, entry]));
    const report = rulesReport(app, findingsIn(app, {}), {
      isAcknowledged: ({ check, resource: { path, logicalId, stack } }) =>
        Acknowledgements.NONE.reasonFor(check.id, path, logicalId, readOf.get(stack)?.acknowledged) !== undefined,
      isOfApp: ({ resource }) => readOf.get(resource.stack)?.isOfApp === true,
    });
    write(format === 'json' ? reportText(report) : markdownTable(report.rules));
    return 0;
  },
};
