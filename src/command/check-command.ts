import { environmentOf } from './environment';
import { Acknowledgements } from './input/acknowledgements';
import { readTemplates } from './input/read-templates';
import { CHECK_FORMATS } from './output/check-formats';
import { checkTemplates } from './output/check-result';
import { ENVIRONMENT_OPTIONS, Subcommand } from './subcommand';

const FAILS: Record<string, string[]> = {
  error: ['fatal', 'error'],
  warning: ['fatal', 'error', 'warning'],
  info: ['fatal', 'error', 'warning', 'info'],
  never: [],
};

export const CHECK: Subcommand = {
  name: 'check',
  operands: 'PATH...',
  summary: 'finds rules that never match, match too much, lose events, or call themselves',
  options: [
    { name: 'format', takes: 'FORMAT', help: `${Object.keys(CHECK_FORMATS).join(', ')} (default: text)` },
    { name: 'fail-on', takes: 'SEVERITY', help: `exit with 1 from which severity on: ${Object.keys(FAILS).join(', ')} (default: error)` },
    { name: 'acknowledgements', takes: 'FILE', help: 'a list of { check, resource, reason } that are no matter, as JSON or YAML' },
    ...ENVIRONMENT_OPTIONS,
  ],
  run: (options, { write, isTerminal }) => {
    const format = options.oneOf('format', Object.keys(CHECK_FORMATS), 'text');
    const failsOn = FAILS[options.oneOf('fail-on', Object.keys(FAILS), 'error')];
    const file = options.text('acknowledgements');
    const acknowledgements = file === undefined ? Acknowledgements.NONE : Acknowledgements.fromFile(file);
    const result = checkTemplates(readTemplates(options.positionals, environmentOf(options)), acknowledgements);
    write(CHECK_FORMATS[format](result, isTerminal));
    return result.findings.some(({ severity, acknowledged }) => acknowledged === undefined && failsOn.includes(severity)) ? 1 : 0;
  },
};
