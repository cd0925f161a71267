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
  eslint.addOverride({
    files: ['test/**/*.test.ts', 'test/**/*.deploy.ts', 'test/**/*.page.ts'],
    rules: { 'no-restricted-syntax': ['error', ...LOOPS_THAT_MAY_EXPECT_NOTHING] },
  });
  // The AWS SDK is there when the handler of a redrive runs, and the command is bundled: neither is installed with the library.
  eslint.addOverride({
    files: ['src/redrive/handler/**', 'src/command/**'],
    rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] },
  });
}

const EXPECTS = ':has(CallExpression[callee.name="expect"])';
const IS_WRITTEN_OUT = '[right.elements.length>0], [right.expression.elements.length>0], [right.callee.name="everyOf"], [right.callee.property.name="everyOf"]';

/** A test that loops over an empty list passes, whatever it expects of the elements. */
const LOOPS_THAT_MAY_EXPECT_NOTHING = [
  {
    selector: `ForOfStatement:not(${IS_WRITTEN_OUT})${EXPECTS}`,
    message: 'The list may be empty, and then nothing is expected: loop over everyOf(list), from test/support/every-of.ts.',
  },
  {
    selector: `CallExpression[callee.property.name=/^(forEach|map|flatMap)$/] > ArrowFunctionExpression${EXPECTS}`,
    message: 'The list may be empty, and then nothing is expected: write "for (const element of everyOf(list))".',
  },
];

/** What the room must not import: the rooms after it, and the index of all. */
function zoneOf(room: string, at: number): object {
  return {
    target: `./src/${room}`,
    from: [...ROOMS.slice(at + 1).map((later) => `./src/${later}`), './src/index.ts'],
    message: 'A room imports only itself and the rooms before it: see projenrc/rooms.ts.',
  };
}
