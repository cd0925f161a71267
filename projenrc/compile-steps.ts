import type { awscdk } from 'projen';

/** What is done to the compiled library and its reference before they are packed. */
export function addCompileSteps(project: awscdk.AwsCdkConstructLibrary): void {
  // The steps below read what jsii writes, and cannot read what they have written themselves.
  project.compileTask.prependExec('rm -rf lib');
  project.compileTask.spawn(project.addTask('catalogue-data', {
    description: 'Puts the tables of the catalogue beside the compiled library, line by line as they are',
    exec: 'mkdir -p lib/catalog/data && cp src/catalog/data/*.json lib/catalog/data/',
  }));
  project.compileTask.spawn(project.addTask('compact-lib', {
    description: 'Takes comments and indentation out of the compiled JavaScript',
    exec: 'tsx scripts/compact-lib.ts',
  }));
  project.compileTask.spawn(project.addTask('lazy-index', {
    description: 'Makes the compiled index files load each export when it is first used',
    exec: 'tsx scripts/lazy-index.ts',
  }));
  project.compileTask.spawn(project.addTask('event-classes', {
    description: 'Makes the compiled classes of events of the table of services instead of writing them out',
    exec: 'tsx scripts/event-classes.ts',
  }));
  project.compileTask.spawn(project.addTask('first-rule', {
    description: 'Puts the compiled modules that a first rule needs into one file and the others in a file for each room, and loads imports when they are first used',
    exec: 'tsx --tsconfig tsconfig.dev.json scripts/first-rule/first-rule.ts',
  }));
  project.compileTask.spawn(project.addTask('redrive-function', {
    description: 'Bundles the Lambda function of DeadLetterRedrive; the AWS SDK comes with the runtime',
    exec: 'esbuild src/redrive/handler/handler.ts --bundle --platform=node --target=node22 --minify-syntax --external:@aws-sdk/* --outfile=lib/redrive/function/redrive.js --log-level=warning',
  }));
  project.compileTask.spawn(project.addTask('command', {
    description: 'Bundles the command line into one file beside the library that loads no CDK',
    exec: 'tsx scripts/bundle-command.ts',
  }));

  project.compileTask.spawn(project.addTask('compressed-tables', {
    description: 'Compresses the large tables of the catalogue that a first rule does not read',
    exec: 'tsx scripts/compressed-tables.ts',
  }));
  project.compileTask.spawn(project.addTask('public-declarations', {
    description: 'Takes out the declarations that the index does not lead to, and lists that repeat them',
    exec: 'tsx scripts/public-declarations.ts',
  }));

  project.postCompileTask.spawn(project.addTask('api-reference', {
    description: 'Moves the constants from API.md to docs/constants.md',
    exec: 'tsx scripts/api-reference.ts',
  }));
  project.postCompileTask.spawn(project.addTask('package-overview', {
    description: 'Makes the README in the assembly one that the packages of all languages can show',
    exec: 'tsx scripts/package-overview.ts',
  }));
  project.postCompileTask.spawn(project.addTask('rosetta', {
    description: 'Compiles the examples of the README and the docstrings, and translates them for the other languages',
    exec: 'jsii-rosetta extract --strict --compress-tablet',
  }));
  project.postCompileTask.spawn(project.addTask('compact-assembly', {
    description: 'Takes white space and the lines of the source out of the assembly',
    exec: 'tsx scripts/compact-assembly.ts',
  }));
}
