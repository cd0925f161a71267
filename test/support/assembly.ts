import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ROOT = resolve(__dirname, '..', '..');
const ASSEMBLY = '.jsii.gz';
const INPUT = ['src', 'package.json', 'README.md', 'LICENSE', 'tsconfig.json'];

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly returns?: string;
  readonly default?: string;
  readonly deprecated?: string;
}

export interface TypeReference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeReference };
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly docs?: Docs;
}

export interface Property {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly docs?: Docs;
}

export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeReference };
  readonly overrides?: string;
  readonly docs?: Docs;
}

/** A class, interface or enum of the public API, as jsii describes it. */
export interface ApiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly namespace?: string;
  readonly abstract?: boolean;
  /** It is a struct. */
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: { readonly parameters?: Parameter[]; readonly docs?: Docs };
  readonly properties?: Property[];
  readonly methods?: Method[];
  readonly members?: { readonly name: string; readonly docs?: Docs }[];
  readonly docs?: Docs;
}

function filesBelow(path: string): string[] {
  return statSync(path).isDirectory()
    ? (readdirSync(path, { recursive: true }) as string[]).sort().map((name) => join(path, name)).filter((file) => statSync(file).isFile())
    : [path];
}

/** `npm test` compiles before it tests. */
function isCompiled(): boolean {
  const made = join(ROOT, ASSEMBLY);
  return existsSync(made) && INPUT.flatMap((name) => filesBelow(join(ROOT, name))).every((file) => statSync(file).mtimeMs <= statSync(made).mtimeMs);
}

/** Compiles a copy, once for the same sources. */
function compiledApart(): string {
  const hash = createHash('sha256');
  for (const file of INPUT.flatMap((name) => filesBelow(join(ROOT, name)))) {
    hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  const cache = join(ROOT, 'node_modules', '.cache', 'cdk-service-events');
  mkdirSync(cache, { recursive: true });
  const kept = join(cache, `${hash.digest('hex').slice(0, 16)}${ASSEMBLY}`);
  if (!existsSync(kept)) {
    const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
    try {
      for (const name of INPUT) {
        cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      }
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      compile(folder);
      // The cache can be on another disk; no other worker reads half a file.
      copyFileSync(join(folder, ASSEMBLY), `${kept}.${process.pid}`);
      renameSync(`${kept}.${process.pid}`, kept);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return kept;
}

function compile(folder: string): void {
  const { status, stdout } = spawnSync(process.execPath, [require.resolve('jsii/bin/jsii'), '--silence-warnings=reserved-word', '--compress-assembly'], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
  });
  if (status !== 0) {
    throw new Error(`jsii refuses the public API:\n${stdout}`);
  }
}

let types: Record<string, ApiType> | undefined;

/** All types of the public API, by their full name. */
export function apiTypes(): Record<string, ApiType> {
  types ??= JSON.parse(gunzipSync(readFileSync(isCompiled() ? join(ROOT, ASSEMBLY) : compiledApart())).toString('utf8')).types as Record<string, ApiType>;
  return types;
}
