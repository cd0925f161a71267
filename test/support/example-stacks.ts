import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { testApp } from './test-app';

const load = createRequire(__filename);
const EXAMPLES = resolve(__dirname, '..', '..', 'examples', 'typescript');

/** A stack of the examples: every class of a file `*-stack.ts` that extends `Stack`. */
export interface ExampleStack {
  readonly name: string;
  /** Where the class is, from the folder of the examples. */
  readonly file: string;
  /** The stack in an app of its own, for a Region in which all examples are right. */
  readonly create: (app?: App) => Stack;
}

type StackClass = new (scope: App, id: string, props: { env: { account: string; region: string } }) => Stack;

export const EXAMPLE_ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };

/** Every stack below `examples/typescript`. */
export function exampleStacks(): ExampleStack[] {
  const files = (readdirSync(EXAMPLES, { recursive: true }) as string[]).filter((file) => file.endsWith('-stack.ts')).sort();
  return files.flatMap((file) => {
    const module = load(join(EXAMPLES, file)) as Record<string, unknown>;
    const classes = Object.entries(module).filter((entry): entry is [string, StackClass] => isStackClass(entry[1]));
    if (classes.length === 0) {
      throw new Error(`${relative(process.cwd(), join(EXAMPLES, file))} exports no class that extends Stack, as ${basename(file)} promises.`);
    }
    return classes.map(([className, StackClassOfExample]) => {
      const name = className.replace(/Stack$/, '');
      return { name, file, create: (app = testApp()) => new StackClassOfExample(app, name, { env: EXAMPLE_ENVIRONMENT }) };
    });
  });
}

function isStackClass(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof Stack;
}
