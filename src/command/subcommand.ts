import { OptionSpec, Options } from './options';

/** Where a command writes, and reads what is typed or piped. */
export interface Surroundings {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** All of the standard input. */
  readonly readInput: () => string;
}

/** One of the things that the command can do. */
export interface Subcommand {
  readonly name: string;
  /** What follows the name, such as `PATH...`. */
  readonly operands: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /**
   * @returns the exit code
   * @throws UsageError when it cannot be done as it was asked for
   */
  run(options: Options, surroundings: Surroundings): number;
}

/** The options by which one says what a template does not. */
export const ENVIRONMENT_OPTIONS: OptionSpec[] = [
  { name: 'region', takes: 'REGION', help: 'the Region of templates that do not say it' },
  { name: 'account', takes: 'ID', help: 'the account of templates that do not say it' },
];
