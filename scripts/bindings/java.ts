import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Binding } from './binding';
import { run } from './command';
import { MAVEN, provideCdk } from './java-cdk';
import { javaTest, readmeSnippets } from './readme-snippets';
import { checkStartUp } from './start-up';

/** A jar, installed with Maven into a local repository. */
export const JAVA: Binding = {
  language: 'java',
  tools: ['java', 'javac', 'mvn'],
  test: ({ root, packages, cache }) => {
    const source = join(packages, 'java');
    pinLowest(join(source, 'pom.xml'));
    provideCdk(root, cache);
    run('mvn', [...MAVEN, 'install'], source);
    const example = join(cache, 'example');
    rmSync(example, { recursive: true, force: true });
    mkdirSync(example, { recursive: true });
    cpSync(join(root, 'examples', 'java'), example, { recursive: true });
    for (const [sources, name] of [['test', 'ConstantsTest.java'], ['main', 'StartUp.java']]) {
      cpSync(join(root, 'scripts', 'bindings', 'programs', name), join(example, 'src', sources, 'java', 'example', name));
    }
    javaTest(readmeSnippets(root, 'java')).forEach((text, name) => writeFileSync(join(example, 'src', 'test', 'java', 'example', name), text));
    run('mvn', [...MAVEN, 'test'], example);
    run('mvn', [...MAVEN, 'compile', 'exec:java'], example, { CDK_OUTDIR: join(cache, 'cdk.out') });
    checkStartUp(() => run('mvn', [...MAVEN, 'exec:java', '-Dexec.mainClass=example.StartUp'], example));
    return join(cache, 'cdk.out');
  },
};

/**
 * Takes the lowest version that the library allows of each dependency, instead of the newest: that it works with these is
 * what the ranges promise.
 */
function pinLowest(pom: string): void {
  writeFileSync(pom, readFileSync(pom, 'utf8').replace(/<version>\[([0-9.]+),[^<]*<\/version>/g, '<version>$1</version>'));
}
