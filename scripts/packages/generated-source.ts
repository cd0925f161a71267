import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withAbsoluteLinks, packageOverview } from '../package-overview';
import { amendDotnetClass } from './dotnet-class';
import { goOverview, packageComment } from './go-module';
import { amendJavaClass } from './java-class';
import { amendPom } from './pom';
import { ConstantClass, constantClasses } from './static-constants';

const ROOT = resolve(__dirname, '..', '..');

/** What is changed in the source that jsii-pacmak generates for a language, by the folder that it is in. */
const AMENDMENTS: Record<string, (folder: string) => void> = {
  java: (folder) => {
    amendFile(join(folder, 'pom.xml'), amendPom);
    amendClasses(folder, '.java', /^@software\.amazon\.jsii\.Jsii\(.*fqn = "([^"]+)"\)$/m, amendJavaClass);
  },
  dotnet: (folder) => amendClasses(folder, '.cs', /^ {4}\[JsiiClass\(.*fullyQualifiedName: "([^"]+)"/m, amendDotnetClass),
  go: (folder) => {
    const [module] = readdirSync(folder);
    const page = withAbsoluteLinks(read('docs', 'go.md'), 'docs');
    amendFile(join(folder, module, 'README.md'), () => goOverview(packageOverview(read('README.md')), page));
    writeFileSync(join(folder, module, 'eventtesting', 'doc.go'), packageComment('eventtesting', read('src', 'testing', 'README.md')));
  },
};

/** Changes what jsii-pacmak has generated, before it is built. Languages that need no change have none. */
export function amend(language: string, folder: string): void {
  AMENDMENTS[language]?.(folder);
}

function amendClasses(folder: string, extension: string, type: RegExp, amended: (source: string, constants: ConstantClass) => string): void {
  const left = new Map(constantClasses().map((constants) => [constants.fqn, constants]));
  for (const file of (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(extension))) {
    const path = join(folder, file);
    const [, fqn] = type.exec(readFileSync(path, 'utf8')) ?? [];
    const constants = left.get(fqn);
    if (constants) {
      amendFile(path, (source) => amended(source, constants));
      left.delete(fqn);
    }
  }
  if (left.size > 0) {
    throw new Error(`No source of ${[...left.keys()].join(', ')} was found in ${folder}.`);
  }
}

function amendFile(path: string, amended: (text: string) => string): void {
  writeFileSync(path, amended(readFileSync(path, 'utf8')));
}

function read(...path: string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}
