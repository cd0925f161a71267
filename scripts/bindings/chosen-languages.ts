import { parseArgs } from 'node:util';

/** Which languages a run is about. */
export interface ChosenLanguages {
  /** Tried, where their tools can be found. */
  readonly tried: string[];
  /** Without their tools, the run fails. */
  readonly required: string[];
}

/**
 * Reads `--only python,dotnet` and `--require python,java`.
 *
 * @throws where one of them names a language that the library is not built for
 */
export function chosenLanguages(args: string[], languages: string[]): ChosenLanguages {
  const { values } = parseArgs({ args, options: { only: { type: 'string' }, require: { type: 'string', default: '' } } });
  const read = (option: string, text: string) => {
    const named = text.split(',').map((language) => language.trim()).filter((language) => language !== '');
    const unknown = named.find((language) => !languages.includes(language));
    if (unknown) {
      throw new Error(`--${option} names '${unknown}': it takes ${languages.join(', ')}, separated by commas.`);
    }
    return named;
  };
  const required = read('require', values.require);
  const only = values.only === undefined ? languages : read('only', values.only);
  if (only.length === 0) {
    throw new Error(`--only names no language: it takes ${languages.join(', ')}, separated by commas.`);
  }
  const left = required.find((language) => !only.includes(language));
  if (left) {
    throw new Error(`--require names ${left}, which --only leaves out.`);
  }
  return { tried: languages.filter((language) => only.includes(language)), required };
}
