import { TaskShell, awscdk, javascript, typescript } from 'projen';
import { addCompileSteps } from './projenrc/compile-steps';
import { addGenerators, markGeneratedFiles } from './projenrc/generators';
import { addLintRules } from './projenrc/lint-rules';
import { addMeasurements } from './projenrc/measurements';
import { addTestTasks } from './projenrc/test-tasks';
import { adaptWorkflows, NODE_VERSIONS } from './projenrc/workflows';

const HOMEPAGE = 'https://github.com/cdk-service-events/cdk-service-events';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-service-events',
  description: 'React to what AWS services do: EventBridge rules that match, guarded as each event\'s delivery guarantee calls for',
  author: 'The cdk-service-events authors',
  authorAddress: 'cdk-service-events@users.noreply.github.com',
  authorOrganization: true,
  copyrightOwner: 'The cdk-service-events authors',
  license: 'Apache-2.0',
  repositoryUrl: `${HOMEPAGE}.git`,
  homepage: HOMEPAGE,
  keywords: [
    'aws', 'cdk', 'awscdk', 'aws-cdk', 'eventbridge', 'events', 'event-driven', 'cloudtrail',
    'dead-letter-queue', 'alarms', 'monitoring', 'security',
  ],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  gitignore: ['/.jsii.gz', '/.jsii.tabl.json.gz', '/cdk.out/', '/examples/cdk.out/', '/scripts/oracle/target/', '.DS_Store'],

  jsiiVersion: '~6.0.0',
  cdkVersion: '2.273.0',
  // What jsii asks for; ESLint is content with less.
  minNodeVersion: '20.16.0',
  workflowNodeVersion: NODE_VERSIONS.at(-1),
  compressAssembly: true,
  githubOptions: {
    pullRequestLintOptions: {
      semanticTitleOptions: { types: ['feat', 'fix', 'perf', 'revert', 'docs', 'test', 'build', 'ci', 'style', 'refactor', 'chore'] },
    },
  },
  // Source maps would be the larger half of the package.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },

  publishToPypi: { distName: 'cdk-service-events', module: 'cdk_service_events' },
  publishToMaven: {
    javaPackage: 'io.github.cdkserviceevents',
    // Maven Central gives out what the name of the account on GitHub is; a package of Java has no hyphens.
    mavenGroupId: 'io.github.cdk-service-events',
    mavenArtifactId: 'cdk-service-events',
    mavenServerId: 'central-ossrh',
  },
  publishToGo: { moduleName: 'github.com/cdk-service-events/cdk-service-events-go' },
  publishToNuget: {
    dotNetNamespace: 'CdkServiceEvents',
    packageId: 'CdkServiceEvents',
    iconUrl: 'https://raw.githubusercontent.com/cdk-service-events/cdk-service-events/main/docs/icon.png',
  },

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
      globalSetup: '<rootDir>/test/support/temporary-files/begin.js',
      globalTeardown: '<rootDir>/test/support/temporary-files/end.js',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      moduleNameMapper: { '^cdk-service-events$': '<rootDir>/src/index.ts' },
      // What a worker has loaded stays loaded: before it runs out of memory, another takes its place. The first process cannot be replaced.
      maxWorkers: '100%',
      workerIdleMemoryLimit: '2GB',
    },
  },
  eslintOptions: {
    dirs: ['src'],
    tsconfigPath: './tsconfig.dev.json',
    devdirs: ['test', 'scripts', 'examples', 'benchmark', 'projenrc', '.projenrc.ts'],
  },
  bin: { 'cdk-service-events': 'lib/command/cdk-service-events.js' },
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
    'yaml@^2',
  ],
  // The newest major needs a newer Node than the library does.
  bumpPackage: 'commit-and-tag-version@^12',
  // Tools move when a maintainer moves them: a refresh of the catalogue is a change to review.
  depsUpgrade: false,
});

// What is not named here is closed to other packages; jsii reads the package by the paths of its files.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.jsii.gz': './.jsii.gz',
});

// Tests are type-checked as a whole by tsc, so the transformer need not.
project.jest!.config.transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] };
project.deps.removeDependency('ts-jest');
project.npmignore!.addPatterns(
  '/.ci/', '/API.md', '/CHECKS.md', '/CONTRIBUTING.md', '/SECURITY.md', '/benchmark/', '/cdk.out/', '/docs/', '/examples/', '/facts/', '/scripts/', '/jest.config.json', '/action.yml', '/.pre-commit-hooks.yaml',
  '!/lib/**/*.json', '!/.jsii.gz', '!/.jsii.tabl.json.gz',
  // They are in the package as one bundled file each. The patterns come last, or those that include lib win.
  '/lib/redrive/handler/**', '/lib/command/**', '!/lib/command/cdk-service-events.js',
);

for (const target of ['java', 'dotnet', 'go']) {
  project.tasks.tryFind(`package:${target}`)!.reset(`tsx scripts/packages/jsii-pacmak.ts -v --target ${target}`);
}
// MSBuild takes its properties from the environment too, and the project that jsii generates does not set this one.
project.tasks.tryFind('package:dotnet')!.env('PackageProjectUrl', HOMEPAGE);

addCompileSteps(project);
addTestTasks(project, addGenerators(project));
// The shell of projen takes a program that was killed, such as one that ran out of memory, for one that has passed.
project.tasks.shell = TaskShell.system();
addMeasurements(project);
addLintRules(project.eslint!);
adaptWorkflows(project);
markGeneratedFiles(project);

project.synth();
