import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { testApp } from './test-app';
import { AlarmTopicStack } from '../../examples/typescript/account-watch-stack';

const load = createRequire(__filename);
const EXAMPLES = resolve(__dirname, '..', '..', 'examples', 'typescript');

/** A stack of the examples: every class of a file `*-stack.ts` that extends `Stack`. */
export interface ExampleStack {
  readonly name: string;
  /** Where the class is, from the folder of the examples. */
  readonly file: string;
  /** The stack needs no other stack of the app. */
  readonly standsAlone: boolean;
  /** The stack in an app of its own, in the Region where the example is right. */
  readonly create: (app?: App) => Stack;
}

type StackClass = new (scope: App, id: string, props: object) => Stack;

export const EXAMPLE_ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };

/** What some of the stacks are given, as in `app.ts`. */
const PROPS: Record<string, (app: App) => object> = {
  AccountWatchStack: (app) => ({
    env: { ...EXAMPLE_ENVIRONMENT, region: 'eu-west-1' },
    alarmActions: Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
      [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { ...EXAMPLE_ENVIRONMENT, region } }).alarmActions])),
  }),
};

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
      const propsFor = PROPS[className] ?? (() => ({ env: EXAMPLE_ENVIRONMENT }));
      return { name, file, standsAlone: !(className in PROPS), create: (app = testApp()) => new StackClassOfExample(app, name, propsFor(app)) };
    });
  });
}

function isStackClass(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof Stack;
}
