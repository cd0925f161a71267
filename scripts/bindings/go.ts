import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Binding } from './binding';
import { run } from './command';
import { checkStartUp } from './start-up';

const LIBRARY = 'github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents';

/** A module, which the example's `go.mod` replaces by the folder that was generated. */
export const GO: Binding = {
  language: 'go',
  tools: ['go'],
  test: ({ root, packages, cache }) => {
    const library = join(packages, 'go', 'cdkserviceevents');
    const example = join(cache, 'example');
    rmSync(example, { recursive: true, force: true });
    mkdirSync(example, { recursive: true });
    cpSync(join(root, 'examples', 'go'), example, { recursive: true });
    cpSync(join(root, 'scripts', 'bindings', 'programs', 'start_up.go'), join(example, 'startup', 'main.go'));
    const replacements = [`${LIBRARY}=${library}`, ...raised(join(library, 'go.mod'), join(example, 'go.mod'))];
    run('go', ['mod', 'edit', ...replacements.map((replacement) => `-replace=${replacement}`)], example);
    run('go', ['mod', 'tidy'], example);
    run('go', ['test', './...'], example);
    run('go', ['run', '.'], example, { CDK_OUTDIR: join(cache, 'cdk.out') });
    checkStartUp(() => run('go', ['run', './startup'], example));
    return join(cache, 'cdk.out');
  },
};

/**
 * The modules of which the example asks for a newer version than the library: only that one is fetched. Go would read the
 * older one too before it decides.
 */
function raised(libraryModule: string, exampleModule: string): string[] {
  const wanted = requirements(exampleModule);
  return [...requirements(libraryModule)]
    .filter(([name, version]) => wanted.has(name) && wanted.get(name) !== version)
    .map(([name, version]) => `${name}@${version}=${name}@${wanted.get(name)}`);
}

function requirements(file: string): Map<string, string> {
  return new Map([...readFileSync(file, 'utf8').matchAll(/^\s+(\S+) (v\S+)/gm)].map(([, name, version]) => [name, version]));
}
