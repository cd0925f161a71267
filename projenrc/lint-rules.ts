import type { Eslint } from 'projen/lib/javascript';
import { ROOMS, ROOMS_WITHOUT_CDK } from './rooms';

/** The rules of the house that a linter can check. */
export function addLintRules(eslint: Eslint): void {
  eslint.config.parserOptions = { ecmaVersion: 2022, sourceType: 'module', project: './tsconfig.dev.json' };
  eslint.config.settings['import/resolver'].typescript.project = './tsconfig.dev.json';
  eslint.addRules({
    // Tests and examples import the library by its name, as its users do.
    'import/order': ['warn', {
      groups: ['builtin', 'external'],
      pathGroups: [{ pattern: 'cdk-service-events', group: 'external' }],
      pathGroupsExcludedImportTypes: ['builtin'],
      alphabetize: { order: 'asc', caseInsensitive: true },
    }],
    'import/no-cycle': ['error', { ignoreExternal: true, commonjs: true }],
    'import/no-restricted-paths': ['error', { zones: ROOMS.map(zoneOf) }],
  });
  eslint.addOverride({
    files: ROOMS_WITHOUT_CDK.map((room) => `src/${room}/**`),
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', {
        patterns: [{
          group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
          allowTypeImports: true,
          message: 'This room works without the AWS CDK: use "import type".',
        }],
      }],
    },
  });
  // The AWS SDK is there when the handler of a redrive runs, and the command is bundled: neither is installed with the library.
  eslint.addOverride({
    files: ['src/redrive/handler/**', 'src/command/**'],
    rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] },
  });
}

/** What the room must not import: the rooms after it, and the index of all. */
function zoneOf(room: string, at: number): object {
  return {
    target: `./src/${room}`,
    from: [...ROOMS.slice(at + 1).map((later) => `./src/${later}`), './src/index.ts'],
    message: 'A room imports only itself and the rooms before it: see projenrc/rooms.ts.',
  };
}
