import { CATALOGUE_COMMANDS } from './catalogue-commands';
import { CHECK } from './check-command';
import { DELIVER } from './deliver-command';
import { MATCH } from './match-command';
import { nearestText } from './nearest-text';
import { Options } from './options';
import { REPORT } from './report-command';
import { Subcommand, Surroundings } from './subcommand';
import { UsageError } from './usage-error';

const NAME = 'cdk-service-events';
const SUBCOMMANDS: Subcommand[] = [CHECK, MATCH, DELIVER, REPORT, ...CATALOGUE_COMMANDS];

/** What the command was given beside its arguments. */
export interface CommandSurroundings extends Surroundings {
  readonly writeError: (text: string) => void;
  readonly version: string;
}

/**
 * Runs the command.
 *
 * @returns the exit code: 0, 1 where something was found that should fail, 2 where the command could not do what was asked
 */
export function runCommand(args: readonly string[], surroundings: CommandSurroundings): number {
  try {
    return dispatch(args, surroundings);
  } catch (error) {
    const message = error instanceof UsageError ? error.message : `Something went wrong that should not: ${(error as Error).stack}`;
    surroundings.writeError(`${NAME}: ${message}\n`);
    return 2;
  }
}

function dispatch([name, ...args]: readonly string[], surroundings: CommandSurroundings): number {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const subcommand = SUBCOMMANDS.find((candidate) => candidate.name === args[0]);
    surroundings.write(subcommand ? helpOf(subcommand) : help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === 'version') {
    surroundings.write(`${surroundings.version}\n`);
    return 0;
  }
  const subcommand = SUBCOMMANDS.find((candidate) => candidate.name === name);
  if (!subcommand) {
    throw new UsageError(`There is no command '${name}'.${nearestText(name, SUBCOMMANDS.map((candidate) => candidate.name))} ${NAME} --help lists all.`);
  }
  if (args.includes('--help') || args.includes('-h')) {
    surroundings.write(helpOf(subcommand));
    return 0;
  }
  return subcommand.run(Options.parse(args, subcommand.options), surroundings);
}

function help(): string {
  return `${[
    `${NAME} COMMAND [OPTIONS]`,
    '',
    ...SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`),
    '',
    'PATH is a folder that the CDK has synthesized (cdk.out), a template of CloudFormation or AWS SAM (JSON or YAML), a plan of Terraform',
    '(terraform show -json PLAN > plan.json), or a folder of such files. Nothing leaves the machine.',
    '',
    `${NAME} COMMAND --help shows the options. The exit code is 0, 1 where something was found, and 2 where the command could not do it.`,
  ].join('\n')}\n`;
}

function helpOf({ name, operands, summary, options }: Subcommand): string {
  return `${[
    `${NAME} ${name} ${operands}`,
    '',
    `  ${summary}`,
    ...options.length > 0 ? ['', ...options.map((option) => `  ${`--${option.name}${option.takes ? ` ${option.takes}` : ''}`.padEnd(28)}${option.help}`)] : [],
  ].join('\n')}\n`;
}
