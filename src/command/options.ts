import { parseArgs } from 'node:util';
import { nearestText } from './nearest-text';
import { UsageError } from './usage-error';

/** An option of the command line, and what it takes. */
export interface OptionSpec {
  readonly name: string;
  /** What stands for its value in the help; nothing for one that takes none. */
  readonly takes?: string;
  readonly multiple?: boolean;
  readonly help: string;
}

/** What was given on the command line. */
export class Options {
  /**
   * @throws UsageError when one is unknown, lacks its value, or has one too many
   */
  public static parse(args: readonly string[], specs: readonly OptionSpec[]): Options {
    try {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        strict: true,
        options: Object.fromEntries(specs.map(({ name, takes, multiple }) => [name, { type: takes ? 'string' : 'boolean', multiple: multiple ?? false }])),
      });
      return new Options(values as Record<string, string | string[] | boolean | undefined>, positionals);
    } catch (error) {
      const unknown = /Unknown option '(-*)([^']*)'/.exec((error as Error).message);
      if (unknown) {
        const names = specs.map(({ name }) => name);
        throw new UsageError(`There is no option '${unknown[1]}${unknown[2]}' here.${nearestText(unknown[2], names).replace(/(: |, )/g, '$1--')}`);
      }
      throw new UsageError((error as Error).message.split('\n')[0]);
    }
  }

  private constructor(
    private readonly values: Record<string, string | string[] | boolean | undefined>,
    public readonly positionals: readonly string[],
  ) {
  }

  public text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  public texts(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value : [];
  }

  public has(name: string): boolean {
    return this.values[name] === true;
  }

  /**
   * @throws UsageError when the value is none of them
   */
  public oneOf(name: string, possible: readonly string[], usual: string): string {
    const value = this.text(name) ?? usual;
    if (!possible.includes(value)) {
      throw new UsageError(`--${name} is '${value}', and possible are ${possible.join(', ')}.`);
    }
    return value;
  }
}
