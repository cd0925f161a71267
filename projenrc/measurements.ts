import type { awscdk } from 'projen';

/** What is measured and shown, apart from the tests. */
export function addMeasurements(project: awscdk.AwsCdkConstructLibrary): void {
  const redrive = project.addTask('benchmark:redrive', {
    description: 'Measures the memory and the connections of DeadLetterRedrive with 10,000 letters of 250 kB; takes minutes',
  });
  redrive.spawn(project.tasks.tryFind('redrive-function')!);
  redrive.exec('tsx benchmark/redrive.ts', { receiveArgs: true });
  project.addTask('demo', {
    description: 'Synthesizes the TypeScript example, tells what its rules are, and sends events through them',
    exec: 'tsx scripts/demo/demo.ts',
  });
  project.addTask('mutants', {
    description: 'Makes small mistakes in a copy of the source, and tells which of them no test notices',
    exec: 'tsx scripts/mutants/mutants.ts',
    receiveArgs: true,
  });
  project.addTask('samples:check', {
    description: 'Asks every sample event of the catalogue what its own rule makes of it, and what all the others do',
    exec: 'tsx --tsconfig tsconfig.dev.json scripts/samples/check.ts',
  });
  project.addTask('benchmark', {
    description: 'Measures the library against the other ways to make guarded rules, and writes docs/benchmark.md',
    exec: 'tsx benchmark/benchmark.ts',
    receiveArgs: true,
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
  project.addTask('benchmark:delivery', {
    description: 'Measures how fast faults are played through',
    exec: 'tsx --tsconfig tsconfig.dev.json benchmark/delivery.ts',
  });
  project.addTask('benchmark:matcher', {
    description: 'Measures how fast patterns are matched, beside Event Ruler where Java and Maven are there',
    exec: 'tsx benchmark/matcher.ts',
  });
}
