import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

const ROOT = resolve(__dirname, '..', '..');
const LINT_CONFIG = JSON.parse(readFileSync(resolve(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*\n/, ''));

type Rules = Record<string, unknown>;

/** The linter of the project with the rules of the house alone: others need types, which a made up file does not have. */
export class HouseLinter {
  private readonly linter: LegacyESLint;

  /** @param isAsked whether a rule is one of those that are asked */
  constructor(isAsked: (rule: string) => boolean) {
    const asked = (rules: Rules) => Object.fromEntries(Object.entries(rules).filter(([name]) => isAsked(name)));
    this.linter = new LegacyESLint({
      cwd: ROOT,
      useEslintrc: false,
      overrideConfig: {
        ...LINT_CONFIG,
        parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
        rules: asked(LINT_CONFIG.rules),
        overrides: LINT_CONFIG.overrides.map((override: { rules: Rules }) => ({ ...override, rules: asked(override.rules) })),
      },
    });
  }

  /** The rules that the code breaks, if it stood in that file. */
  public async brokenBy(code: string, file: string): Promise<string[]> {
    const [{ messages }] = await this.linter.lintText(code, { filePath: resolve(ROOT, file) });
    return messages.map(({ ruleId }) => ruleId ?? 'cannot be read');
  }
}
