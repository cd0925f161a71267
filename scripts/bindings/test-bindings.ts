/**
 * Tries the library in the other languages: builds each package, installs it as a user would, runs the example's tests and
 * the example, and compares the templates that it makes with those of the TypeScript example. The examples of the README
 * run in Python and Java as jsii-rosetta translates them; what it makes for Go does not compile, so the page on Go has its own.
 *
 *   npm run test:bindings                             a language whose tools are missing is left out, with a message
 *   npm run test:bindings -- --require python,java    ... and is an error for these
 *   npm run test:bindings -- --only dotnet            no other language
 *
 * What is slow to build is kept between runs in a folder outside of the project: CDK_SERVICE_EVENTS_CACHE, or one below
 * the system's folder for temporary files.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Binding } from './binding';
import { chosenLanguages } from './chosen-languages';
import { isInstalled, run } from './command';
import { DOTNET } from './dotnet';
import { GO } from './go';
import { JAVA } from './java';
import { PYTHON } from './python';

const ROOT = resolve(__dirname, '..', '..');
const BINDINGS = [PYTHON, JAVA, GO, DOTNET];
/** Languages whose package pacmak builds; for the others it generates the source. */
const BUILT = [PYTHON];

function main(): void {
  const { tried, required } = chosenLanguages(process.argv.slice(2), BINDINGS.map(({ language }) => language));
  const cache = process.env.CDK_SERVICE_EVENTS_CACHE ?? join(tmpdir(), 'cdk-service-events-bindings');
  const packages = join(cache, 'packages');
  const expected = synthesizeTypeScript(cache);
  translateExamples();

  let [passed, skipped] = [0, 0];
  for (const binding of BINDINGS.filter(({ language }) => tried.includes(language))) {
    const missing = binding.tools.filter((tool) => !isInstalled(tool));
    if (missing.length > 0) {
      if (required.includes(binding.language)) {
        throw new Error(`${binding.language} is required, and ${missing.join(', ')} cannot be found on this machine.`);
      }
      console.log(`${binding.language}: left out, since ${missing.join(', ')} cannot be found on this machine`);
      skipped += 1;
      continue;
    }
    console.log(binding.language);
    test(binding, packages, join(cache, binding.language), expected);
    passed += 1;
  }
  console.log(`bindings: ${passed} passed, 0 failed, ${skipped} skipped`);
}

function synthesizeTypeScript(cache: string): string {
  const out = join(cache, 'typescript', 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  console.log('typescript');
  run('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', 'examples/typescript/watch-app.ts'], ROOT, { CDK_OUTDIR: out });
  return out;
}

/** Translates the examples in the README and in docstrings, as a release does before it packs. */
function translateExamples(): void {
  run('npx', ['tsx', 'scripts/package-overview.ts'], ROOT);
  const [assembly, tablet] = ['.jsii.gz', '.jsii.tabl.json.gz'].map((name) => join(ROOT, name));
  if (!existsSync(tablet) || statSync(tablet).mtimeMs < statSync(assembly).mtimeMs) {
    run('npx', ['jsii-rosetta', 'extract', '--strict', '--compress-tablet'], ROOT);
  }
}

function test(binding: Binding, packages: string, cache: string, expected: string): void {
  mkdirSync(cache, { recursive: true });
  rmSync(join(packages, binding.language), { recursive: true, force: true });
  const codeOnly = BUILT.includes(binding) ? [] : ['--code-only'];
  run('npx', ['tsx', 'scripts/packages/jsii-pacmak.ts', '--target', binding.language, '--outdir', packages, ...codeOnly], ROOT);
  const made = binding.test({ root: ROOT, packages, cache });
  if (made) {
    requireSameTemplates(binding.language, made, expected);
  }
}

/** @throws when one of the templates is another, or is missing */
function requireSameTemplates(language: string, made: string, expected: string): void {
  for (const name of readdirSync(expected).filter((file) => file.endsWith('.template.json'))) {
    const [one, other] = [join(made, name), join(expected, name)];
    if (!existsSync(one) || canonical(one) !== canonical(other)) {
      throw new Error(`The ${language} example synthesizes another template than the TypeScript example: compare ${one} with ${other}.`);
    }
  }
}

/** The template with sorted keys. */
function canonical(file: string): string {
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (_key, value) =>
    (typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]))
      : value), 1);
}

main();
