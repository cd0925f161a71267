import { awscdk, javascript, typescript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-service-events',
  description: 'React to what AWS services do: EventBridge rules that match, guarded as each event\'s delivery guarantee calls for',
  author: 'The cdk-service-events authors',
  authorAddress: 'cdk-service-events@users.noreply.github.com',
  authorOrganization: true,
  copyrightOwner: 'The cdk-service-events authors',
  license: 'Apache-2.0',
  repositoryUrl: 'https://github.com/cdk-service-events/cdk-service-events.git',
  keywords: [
    'aws', 'cdk', 'awscdk', 'aws-cdk', 'eventbridge', 'events', 'event-driven', 'cloudtrail',
    'dead-letter-queue', 'alarms', 'monitoring', 'security',
  ],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  gitignore: ['/.jsii.gz', '/.jsii.tabl.json.gz', '/cdk.out/', '/examples/cdk.out/', '/scripts/oracle/target/', '.DS_Store'],

  jsiiVersion: '~6.0.0',
  cdkVersion: '2.273.0',
  minNodeVersion: '20.0.0',
  compressAssembly: true,
  // Source maps would be the larger half of the package.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },

  publishToPypi: { distName: 'cdk-service-events', module: 'cdk_service_events' },
  publishToMaven: {
    javaPackage: 'io.github.cdkserviceevents',
    mavenGroupId: 'io.github.cdkserviceevents',
    mavenArtifactId: 'cdk-service-events',
    mavenServerId: 'central-ossrh',
  },
  publishToGo: { moduleName: 'github.com/cdk-service-events/cdk-service-events-go' },
  publishToNuget: { dotNetNamespace: 'CdkServiceEvents', packageId: 'CdkServiceEvents' },

  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: { include: ['.projenrc.ts'], exclude: ['lib', 'dist', 'cdk.out'], compilerOptions: { paths: { 'cdk-service-events': ['./src/index.ts'] } } },
  sampleCode: false,
  jest: true,
  jestOptions: {
    configFilePath: 'jest.config.json',
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      runtime: '<rootDir>/test/support/shared-modules/runtime.js',
      testEnvironment: '<rootDir>/test/support/shared-modules/environment.js',
      setupFiles: ['<rootDir>/test/support/environment.ts'],
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      moduleNameMapper: { '^cdk-service-events$': '<rootDir>/src/index.ts' },
    },
  },
  eslintOptions: {
    dirs: ['src'],
    tsconfigPath: './tsconfig.dev.json',
    devdirs: ['test', 'scripts', 'examples', 'benchmark', '.projenrc.ts'],
  },
  bundledDeps: ['fastest-levenshtein'],
  devDeps: [
    '@aws-cdk/aws-service-spec@0.1.216',
    ...['cloudformation', 'cloudwatch', 'cloudwatch-logs', 'eventbridge', 'kinesis', 'lambda', 'sfn', 'sns', 'sqs']
      .map((client) => `@aws-sdk/client-${client}`),
    '@aws-solutions-constructs/aws-eventbridge-sqs@2.103.0',
    '@aws-solutions-constructs/core@2.103.0',
    '@hpcc-js/wasm-graphviz',
    '@swc/core',
    '@swc/jest',
    'aws-cdk@~2.1148.1',
    'cdk-monitoring-constructs@10.2.0',
    'cdk-nag@^3',
    'esbuild',
    'fast-check',
    'playwright-core',
    'tsx',
    'typescript@^6',
  ],
  // The newest major needs a newer Node than the library does.
  bumpPackage: 'commit-and-tag-version@^12',
  // Tools move when a maintainer moves them: a refresh of the catalogue is a change to review.
  depsUpgrade: false,
});

// Tests are type-checked as a whole by tsc, so the transformer need not.
project.jest!.config.transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] };
project.deps.removeDependency('ts-jest');
project.npmignore!.addPatterns(
  '/.ci/', '/API.md', '/CHECKS.md', '/CONTRIBUTING.md', '/SECURITY.md', '/benchmark/', '/cdk.out/', '/docs/', '/examples/', '/scripts/', '/lib/redrive/handler/', '/jest.config.json',
  '!/lib/**/*.json', '!/.jsii.gz', '!/.jsii.tabl.json.gz',
);

const lazyIndex = project.addTask('lazy-index', {
  description: 'Makes the compiled index files load each export when it is first used',
  exec: 'tsx scripts/lazy-index.ts',
});
project.compileTask.spawn(lazyIndex);

const redriveFunction = project.addTask('redrive-function', {
  description: 'Bundles the Lambda function of DeadLetterRedrive; the AWS SDK comes with the runtime',
  exec: 'esbuild src/redrive/handler/handler.ts --bundle --platform=node --target=node22 --minify-syntax --external:@aws-sdk/* --outfile=lib/redrive/function/redrive.js --log-level=warning',
});
project.compileTask.spawn(redriveFunction);
project.compileTask.spawn(project.addTask('compact-lib', {
  description: 'Takes comments and white space out of the compiled JavaScript',
  exec: 'tsx scripts/compact-lib.ts',
}));

const apiReference = project.addTask('api-reference', {
  description: 'Moves the constants from API.md to docs/constants.md',
  exec: 'tsx scripts/api-reference.ts',
});
project.postCompileTask.spawn(apiReference);
project.postCompileTask.spawn(project.addTask('rosetta', {
  description: 'Compiles the examples of the README and the docstrings, and translates them for the other languages',
  exec: 'jsii-rosetta extract --strict --compress-tablet',
}));

const catalog = project.addTask('catalog', {
  description: 'Regenerates the catalogue from facts',
  exec: 'tsx scripts/catalog/generate.ts',
});
const catalogCheck = project.addTask('catalog:check', {
  description: 'Fails when regenerating the catalogue would change a committed file',
  exec: `${catalog.steps[0].exec} --check`,
});
project.addTask('catalog:record', {
  description: 'Records what the catalogue answers to new names, for the test that compares',
  exec: 'tsx scripts/catalog/record-answers.ts',
});
project.addTask('benchmark:import', {
  description: 'Measures what importing the library costs',
  exec: 'tsx benchmark/import.ts',
});
project.addTask('benchmark:checks', {
  description: 'Measures what the checks and the report add to the synthesis of 1,000 rules',
  exec: 'tsx --tsconfig tsconfig.dev.json benchmark/checks.ts',
  receiveArgs: true,
});

const pictures = project.addTask('pictures', {
  description: 'Draws docs/pictures/*.svg from the text beside them',
  exec: 'tsx scripts/pictures/draw.ts',
});
const picturesCheck = project.addTask('pictures:check', {
  description: 'Fails when a committed picture is not what its text says',
  exec: `${pictures.steps[0].exec} --check`,
});

project.addTask('demo', {
  description: 'Synthesizes the TypeScript example, tells what its rules are, and sends events through them',
  exec: 'tsx scripts/demo/demo.ts',
});

project.addTask('test:bindings', {
  description: 'Tries the library in Python, Java and Go, and generates its .NET package',
  exec: 'tsx scripts/bindings/test-bindings.ts',
  receiveArgs: true,
});

project.addTask('oracle', {
  description: 'Asks Event Ruler, the engine that AWS publishes, and the matcher the same questions (needs Java and Maven)',
  exec: 'tsx scripts/oracle/compare.ts',
  receiveArgs: true,
});
project.addTask('oracle:record', {
  description: 'Records what Event Ruler answers, for the tests (needs Java and Maven)',
  exec: 'tsx scripts/oracle/record.ts',
});
project.addTask('benchmark:matcher', {
  description: 'Measures how fast patterns are matched, beside Event Ruler where Java and Maven are there',
  exec: 'tsx benchmark/matcher.ts',
});

project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.spawn(project.postCompileTask);
project.testTask.spawn(catalogCheck);
project.testTask.spawn(picturesCheck);
project.testTask.exec('tsc -p tsconfig.dev.json');
project.testTask.exec('jest --ci', { receiveArgs: true });
project.testTask.exec('eslint --ext .ts --no-error-on-unmatched-pattern --max-warnings 0 src test scripts examples benchmark .projenrc.ts', {
  env: { ESLINT_USE_FLAT_CONFIG: 'false' },
});

const deployTest = project.addTask('test:deploy', {
  description: 'Passes the templates of the examples to cfn-lint, creates their stacks on a server that answers as AWS does, and sends events through them',
});
deployTest.exec('tsx scripts/moto/install.ts');
deployTest.exec("jest --ci --testMatch '<rootDir>/test/**/*.deploy.ts' --testTimeout 60000", { receiveArgs: true });

const pageTest = project.addTask('test:page', {
  description: 'Uses docs/services.html in the Chromium of the machine',
});
pageTest.exec('tsx scripts/browser/find.ts');
pageTest.exec("jest --ci --testMatch '<rootDir>/test/**/*.page.ts' --testTimeout 60000", { receiveArgs: true });

project.addTask('benchmark', {
  description: 'Measures the library against the other ways to make guarded rules, and writes docs/benchmark.md',
  exec: 'tsx benchmark/benchmark.ts',
  receiveArgs: true,
});

project.eslint!.config.parserOptions = { ecmaVersion: 2022, sourceType: 'module', project: './tsconfig.dev.json' };
project.eslint!.config.settings['import/resolver'].typescript.project = './tsconfig.dev.json';
// Tests and examples import the library by its name, as its users do.
project.eslint!.addRules({
  'import/order': ['warn', {
    groups: ['builtin', 'external'],
    pathGroups: [{ pattern: 'cdk-service-events', group: 'external' }],
    pathGroupsExcludedImportTypes: ['builtin'],
    alphabetize: { order: 'asc', caseInsensitive: true },
  }],
});

// The AWS SDK is there when the handler of a redrive runs, and so is never installed with the library.
project.eslint!.addOverride({
  files: ['src/redrive/handler/**'],
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true }] },
});

// The release job falls back to the client's default registry without this key.
project.tryFindObjectFile('.github/workflows/release.yml')?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

project.synth();
