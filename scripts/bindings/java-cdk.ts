import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, succeeds } from './command';

export const MAVEN = ['--quiet', '--batch-mode', '-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true'];

/** The jsii packages of the CDK that a repository may lack, as it may the newest versions: those without others first. */
const PACKAGES = [
  { name: '@aws-cdk/cloud-assembly-schema', artifact: 'cdk-cloud-assembly-schema' },
  { name: 'aws-cdk-lib', artifact: 'aws-cdk-lib' },
];

/**
 * Sees to it that Maven has the version of the CDK that is installed for Node.js, the lowest that the library allows: what
 * the repository does not serve is made from the npm package and put into the local one.
 */
export function provideCdk(root: string, cache: string): void {
  for (const { name, artifact } of PACKAGES) {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
    if (!isServed(`software.amazon.awscdk:${artifact}:${version}`, cache)) {
      console.log(`  ${artifact} ${version} is not served: it is made from the npm package, once for this machine`);
      make(root, name, join(cache, 'made', artifact));
    }
  }
}

function isServed(coordinates: string, cwd: string): boolean {
  return succeeds('mvn', ['--quiet', '--batch-mode', 'dependency:get', `-Dartifact=${coordinates}`, '-Dtransitive=false'], cwd);
}

function make(root: string, name: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run('npx', ['jsii-pacmak', '--target', 'java', '--code-only', '--outdir', folder, join('node_modules', name)], root);
  run('mvn', [...MAVEN, 'install'], join(folder, 'java'));
  rmSync(folder, { recursive: true, force: true });
}
