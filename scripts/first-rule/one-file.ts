import { posix } from 'node:path';
import { lazyImports } from './lazy-imports';

/** Compiled modules, by where they are in the package without their ending, such as `rules/service-rule`. */
export type CompiledModules = ReadonlyMap<string, string>;

/** The module that an import leads to, or nothing where that is another package. */
export function importedModule(from: string, by: string): string | undefined {
  return from.startsWith('.') ? posix.join(posix.dirname(by), from) : undefined;
}

/** The file that holds a module together with others, or nothing where it has a file of its own. */
export type FileOf = (module: string) => string | undefined;

/**
 * Modules in one file, each a function that runs when something of the module is first used. What they import from
 * elsewhere is loaded when it is first used, too.
 *
 * @param file where the file will be in the package
 * @param fileOf where other modules are
 */
export function inOneFile(modules: CompiledModules, file: string, fileOf: FileOf): string {
  const elsewhere = new Map<string, string>();
  const functions = [...modules].map(([path, code]) => {
    const name = functionOf(path);
    const lazy = lazyImports(code, ({ from }) => {
      const imported = importedModule(from, path);
      const called = functionOf(imported ?? from);
      if (imported === undefined || !modules.has(imported)) {
        elsewhere.set(called, requireOf(from, imported, file, fileOf));
      }
      return called;
    });
    return [
      `let ${name}$;`,
      `function ${name}() {`,
      `if (${name}$) return ${name}$;`,
      `const exports = ${name}$ = {};`,
      movedTo(file, path, withoutHelpers(lazy)),
      'return exports;',
      '}',
    ].join('\n');
  });
  return [
    '"use strict";',
    ...[...elsewhere].map(([name, expression]) => loader(name, expression)),
    ...functions,
    `module.exports = { ${[...modules.keys()].map((path) => `${JSON.stringify(path)}: ${functionOf(path)}`).join(', ')} };`,
    '',
  ].join('\n');
}

/** A module that loads what it imports when it is first used. */
export function onItsOwn(path: string, code: string, fileOf: FileOf): string {
  const loaders: string[] = [];
  const lazy = lazyImports(code, ({ from, variable }) => {
    const name = `$${variable}`;
    loaders.push(loader(name, requireOf(from, importedModule(from, path), path, fileOf)));
    return name;
  });
  const [first, ...rest] = withoutHelpers(lazy).split('\n');
  return ['"use strict";', ...loaders, ...first === '"use strict";' ? [] : [first], ...rest, ''].join('\n');
}

/**
 * How something is required.
 *
 * @param from what is imported, as a module says it
 * @param imported the module of the package that it is, if it is one
 * @param by the file that requires it
 */
export function requireOf(from: string, imported: string | undefined, by: string, fileOf: FileOf): string {
  const file = imported === undefined ? undefined : fileOf(imported);
  return file === undefined
    ? `require(${JSON.stringify(imported === undefined ? from : relativePath(by, imported))})`
    : `require(${JSON.stringify(relativePath(by, file))})[${JSON.stringify(imported)}]()`;
}

/** No name of a compiled module begins so. */
function functionOf(path: string): string {
  return `$${path.replace(/\W/g, '_')}`;
}

function loader(name: string, expression: string): string {
  return `let ${name}$; function ${name}() { return ${name}$ ??= ${expression}; }`;
}

function relativePath(by: string, to: string): string {
  const path = posix.relative(posix.dirname(by), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** What the compiler writes into every module that imports a namespace: those of the CDK are modules of ECMAScript already. */
const HELPERS = /^var __createBinding = [\s\S]*?^var __importStar = [\s\S]*?^\}\)?\(\);\n/m;

function withoutHelpers(code: string): string {
  const without = code.replace(HELPERS, '').trimEnd();
  if (without.includes('__importStar')) {
    throw new Error('A module imports a namespace in a way that is not known here: see what the compiler makes of it.');
  }
  return without;
}

/** Whether a module is the same from another place, and has no effects that are needed when it is imported. */
export function canMove(code: string): boolean {
  return !/\b__(?:dir|file)name\b|^require\(/m.test(code);
}

/** The same code with what it requires within functions, from where it is now. */
function movedTo(file: string, path: string, code: string): string {
  if (!canMove(code)) {
    throw new Error(`${path} asks where it is, or loads a module for its effects: it cannot be in one file with others.`);
  }
  return code.replace(/^"use strict";\n/, '').replace(/\b(require(?:\.resolve)?)\((["'])(\.[^"']*)\2\)/g,
    (_all, load, _quote, from) => `${load}(${JSON.stringify(relativePath(file, importedModule(from, path)!))})`);
}
