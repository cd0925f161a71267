import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Workplace } from './binding';
import { run } from './command';
import { toCsharp7 } from './csharp-7';

/** What jsii-pacmak generates of these is the CDK as an app in C# sees it. */
const CDK = ['aws-cdk-lib', 'constructs', '@aws-cdk/cloud-assembly-schema'];
const FULL_NAME = /\b(?:Amazon\.CDK|CdkServiceEvents|Constructs)(?:\.\w+)+/g;
/** They refer to other packages, or hold comments. */
const NO_TYPES = ['Anchor.cs', 'NamespaceDoc.cs'];
/** Members that hide others, or that are obsolete, are what jsii-pacmak writes. */
const LENIENT = ['-langversion:latest', '-nowarn:0108,0109,0114,0612,0618,0672,0809'];

/**
 * Has Mono's compiler read the generated source and the example with its tests, where there is no SDK of .NET.
 *
 * It shows that the source is C#, that the types and members that it names are there, and that the example uses those of the
 * library and of the CDK that exist, with the right types. It does not run anything, and knows nothing of what may be null, nor
 * of the package: Mono's C# is older, so the source is rewritten for it, and what the runtime of jsii has is made up.
 *
 * @throws with what the compiler says
 */
export function compileWithMono(source: string, { root, cache }: Workplace): void {
  const types = new Map([...typesBelow(source), ...CDK.flatMap((name) => typesBelow(generated(root, cache, name)))]);
  const examples = join(root, 'examples', 'dotnet');
  const example = ['.', 'tests'].flatMap((folder) => readdirSync(join(examples, folder)).filter((file) => file.endsWith('.cs'))
    .map((file) => readFileSync(join(examples, folder, file), 'utf8')));
  const ours = [...types.keys()].filter((name) => name.startsWith('CdkServiceEvents.'));
  const sources = rewritten([...ours, ...example.flatMap((text) => namedIn(text, types))], types);
  const out = join(cache, 'mono');
  rmSync(out, { recursive: true, force: true });
  const compile = (name: string, texts: string[], references: string[]) => {
    const folder = join(out, name);
    mkdirSync(folder, { recursive: true });
    const files = texts.map((_, at) => join(folder, `${at}.cs`));
    files.forEach((file, at) => writeFileSync(file, texts[at]));
    writeFileSync(join(out, `${name}.rsp`), files.join('\n'));
    run('mcs', [...LENIENT, '-target:library', `-out:${name}.dll`, ...references.map((other) => `-r:${other}.dll`), `@${name}.rsp`], out);
  };
  const isOurs = (name: string) => name.startsWith('CdkServiceEvents.');
  compile('jsii', [readFileSync(join(root, 'scripts', 'bindings', 'programs', 'mono', 'Jsii.cs'), 'utf8')], []);
  compile('cdk', [...sources].filter(([name]) => !isOurs(name)).map(([, text]) => text), ['jsii']);
  compile('library', [...sources].filter(([name]) => isOurs(name)).map(([, text]) => text), ['jsii', 'cdk']);
  compile('example', example.map((text) => toCsharp7(text, { isEnum: () => false, isStruct: false })), ['jsii', 'cdk', 'library']);
}

/** The source of an npm package for .NET, which is made once for each version. */
function generated(root: string, cache: string, name: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  const made = join(cache, 'generated', `${basename(name)}-${version}`);
  if (!existsSync(made)) {
    rmSync(`${made}.part`, { recursive: true, force: true });
    run('npx', ['jsii-pacmak', '--target', 'dotnet', '--code-only', '--outdir', `${made}.part`, join('node_modules', name)], root);
    renameSync(`${made}.part`, made);
  }
  const [project] = readdirSync(join(made, 'dotnet'));
  return join(made, 'dotnet', project);
}

/** The files of a project by the full names of the types in them. */
function typesBelow(project: string): [name: string, file: string][] {
  return (readdirSync(project, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.cs') && file.includes('/') && !NO_TYPES.includes(basename(file)))
    .map((file) => [file.slice(0, -'.cs'.length).replaceAll('/', '.'), join(project, file)]);
}

/** The types of the namespaces that a file uses which it may mean. */
function namedIn(text: string, types: ReadonlyMap<string, string>): string[] {
  const namespaces = [...text.matchAll(/^using ([\w.]+);$/gm)].map(([, name]) => name);
  const words = [...new Set(text.match(/\w+/g))];
  return namespaces.flatMap((namespace) => words.map((word) => `${namespace}.${word}`)).filter((name) => types.has(name));
}

/** These types and all that they need, each rewritten for Mono. */
function rewritten(wanted: string[], types: ReadonlyMap<string, string>): Map<string, string> {
  const enums = new Map<string, boolean>();
  const read = (name: string) => readFileSync(types.get(name)!, 'utf8');
  const isEnum = (name: string) => {
    if (!enums.has(name)) {
      enums.set(name, types.has(name) && read(name).includes('public enum '));
    }
    return enums.get(name)!;
  };
  const done = new Map<string, string>();
  for (const names = [...wanted]; names.length > 0;) {
    const name = names.pop()!;
    if (!done.has(name)) {
      const text = toCsharp7(read(name), { isEnum, isStruct: types.has(name.replace(/\.I(\w+)$/, '.$1')) && /\.I[A-Z]\w*$/.test(name) });
      done.set(name, text);
      names.push(...[...text.matchAll(FULL_NAME)].flatMap(([found]) => outermost(found, types) ?? []));
    }
  }
  return done;
}

/** The type that a full name begins with: it may go on with a type in that one, or a member. */
function outermost(name: string, types: ReadonlyMap<string, string>): string | undefined {
  const parts = name.split('.');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('.')).find((candidate) => types.has(candidate));
}
