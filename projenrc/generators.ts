import type { awscdk, Task } from 'projen';

/** The tasks that fail when a generator would change a committed file. */
export interface GeneratorChecks {
  readonly catalogCheck: Task;
  readonly picturesCheck: Task;
}

/** What makes committed files from facts and texts. */
export function addGenerators(project: awscdk.AwsCdkConstructLibrary): GeneratorChecks {
  const catalog = project.addTask('catalog', {
    description: 'Regenerates the catalogue from facts',
    exec: 'tsx scripts/catalog/generate.ts',
  });
  project.addTask('catalog:audit', {
    description: 'Prints what the catalogue does not know of the events in a folder',
    exec: 'tsx scripts/catalog/audit/audit.ts',
    receiveArgs: true,
  });
  project.addTask('catalog:record', {
    description: 'Records what the catalogue answers to new names, for the test that compares',
    exec: 'tsx scripts/catalog/record-answers.ts',
  });
  const pictures = project.addTask('pictures', {
    description: 'Draws docs/pictures/*.svg from the text beside them',
    exec: 'tsx scripts/pictures/draw.ts',
  });
  return {
    catalogCheck: project.addTask('catalog:check', {
      description: 'Fails when regenerating the catalogue would change a committed file',
      exec: `${catalog.steps[0].exec} --check`,
    }),
    picturesCheck: project.addTask('pictures:check', {
      description: 'Fails when a committed picture is not what its text says',
      exec: `${pictures.steps[0].exec} --check`,
    }),
  };
}

/** Files that generators of the project's own make: reviews fold them, and statistics of languages leave them out. */
export function markGeneratedFiles(project: awscdk.AwsCdkConstructLibrary): void {
  const generated = [
    '/CHECKS.md',
    '/docs/constants.md',
    '/docs/pictures/*.svg',
    '/docs/services.html',
    '/docs/services.md',
    '/docs/twins.md',
    '/docs/watch-lists.md',
    '/src/catalog/aws-service.ts',
    '/src/catalog/data/**',
    '/src/catalog/events/**',
    '/src/catalog/operations-event.ts',
    '/src/catalog/security-event.ts',
  ];
  for (const pattern of generated) {
    project.annotateGenerated(pattern);
  }
}
