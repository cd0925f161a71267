import type { awscdk } from 'projen';
import type { GeneratorChecks } from './generators';

/** `npm test`, and the tests that need more of the machine than Node.js. */
export function addTestTasks(project: awscdk.AwsCdkConstructLibrary, { catalogCheck, picturesCheck }: GeneratorChecks): void {
  const { testTask } = project;
  const check = project.addTask('check', { description: 'Generated files, types, and the linter' });
  check.spawn(catalogCheck);
  check.spawn(picturesCheck);
  check.exec('tsc -p tsconfig.dev.json');
  check.exec('eslint --ext .ts --no-error-on-unmatched-pattern --max-warnings 0 src test scripts examples benchmark projenrc .projenrc.ts', {
    env: { ESLINT_USE_FLAT_CONFIG: 'false' },
  });

  testTask.reset();
  testTask.spawn(project.compileTask);
  // Each of them uses one core.
  testTask.exec(`tsx scripts/side-by-side.ts ${project.postCompileTask.name} ${check.name}`);
  testTask.exec('jest --ci', { receiveArgs: true });
  compileOnce(project);

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

  for (const [end, versions] of Object.entries({ oldest: 'lowest', newest: 'highest' })) {
    project.addTask(`test:${end}`, {
      description: `Compiles the library, checks the types and runs all tests in a copy of the project, with the ${versions} versions of aws-cdk-lib and constructs that the library works with`,
      exec: `tsx scripts/peer-range.ts ${end}`,
      receiveArgs: true,
    });
  }
  project.addTask('test:order', {
    description: 'Runs the tests, and the files that hold them, in random order; ORDER_SEED says which',
    // The shell of projen passes `${X:-1}` on as it stands.
    exec: 'sh -c \'exec jest --ci --randomize --seed "${ORDER_SEED:-1}" --testSequencer ./test/support/shuffled-files.js "$@"\' jest',
    receiveArgs: true,
  });
  project.addTask('compliance', {
    description: 'Runs the rule packs of cdk-nag 2 and 3 over an app with every construct, and writes what they report into docs/compliance.md',
    exec: 'tsx --tsconfig tsconfig.dev.json scripts/compliance/compliance.ts',
  });
  project.addTask('test:bindings', {
    description: 'Tries the library in Python, Java and Go, and generates its .NET package',
    exec: 'tsx scripts/bindings/test-bindings.ts',
    receiveArgs: true,
  });
  project.addTask('fuzz', {
    description: 'Asks the random questions of all tests anew; FUZZ_SEED says which',
    exec: 'FUZZ=yes jest --ci $(grep -rl --include=*.test.ts fast-check test)',
    receiveArgs: true,
  });
  project.addTask('fuzz:apps', {
    description: 'Makes random apps and looks at what they deploy, others each time; APPS_RUNS says how many, APPS_SEED which',
    exec: 'MANY=yes jest --ci test/apps/generated-apps.test.ts',
    receiveArgs: true,
  });
  project.addTask('fuzz:redrive', {
    description: 'Plays random runs of DeadLetterRedrive in a simulated AWS, others each time; REDRIVE_RUNS says how many, REDRIVE_SEED which',
    exec: 'MANY=yes jest --ci test/redrive/random-runs.test.ts',
    receiveArgs: true,
  });
  project.addTask('fuzz:matcher', {
    description: 'Asks the matcher random questions, and a naive reading of the documentation and JSON.parse the same; PATTERN_RUNS says how many of each kind',
    exec: 'MANY=yes jest --ci --coverage=false test/pattern/naive-reading.test.ts test/pattern/event-reader.test.ts',
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
}

/** A build compiles before it tests, and `npm test` compiles by itself: the build leaves that to the tests. */
function compileOnce(project: awscdk.AwsCdkConstructLibrary): void {
  const doneByTests = [project.compileTask, project.postCompileTask].map(({ name }) => name);
  const steps = project.buildTask.steps.filter(({ spawn }) => !doneByTests.includes(spawn!));
  project.tryFindObjectFile('.projen/tasks.json')!.addOverride('tasks.build.steps', steps);
}
