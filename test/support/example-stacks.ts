import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { testApp } from './test-app';
import { AlarmTopicStack } from '../../examples/typescript/account-watch-stack';

const load = createRequire(__filename);
const EXAMPLES = resolve(__dirname, '..', '..', 'examples', 'typescript');

/** A stack of the examples: every class of a file `*-stack.ts` or `*-stacks.ts` that extends `Stack`. */
export interface ExampleStack {
  readonly name: string;
  /** Where the class is, from the folder of the examples. */
  readonly file: string;
  /** The stack can be deployed without another stack of the app. */
  readonly standsAlone: boolean;
  /** The stack in an app of its own, in the Region where the example is right. */
  readonly create: (app?: App) => Stack;
}

type StackClass = new (scope: App, id: string, props: object) => Stack;

export const EXAMPLE_ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };

interface Circumstances {
  readonly standsAlone: boolean;
  readonly props: (app: App) => object;
}

const USUAL: Circumstances = { standsAlone: true, props: () => ({ env: EXAMPLE_ENVIRONMENT }) };

/** The stacks that need others. */
const CIRCUMSTANCES: Record<string, Circumstances> = {
  // As in `app.ts`.
  AccountWatchStack: {
    standsAlone: false,
    props: (app) => ({
      env: { ...EXAMPLE_ENVIRONMENT, region: 'eu-west-1' },
      alarmActions: Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
        [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { ...EXAMPLE_ENVIRONMENT, region } }).alarmActions])),
    }),
  },
  // The hub is in another account.
  MemberStack: {
    standsAlone: true,
    props: (app) => ({
      env: EXAMPLE_ENVIRONMENT,
      hubBus: new events.EventBus(new Stack(app, 'Hub', { env: { ...EXAMPLE_ENVIRONMENT, account: '111111111111' } }), 'Bus', { eventBusName: 'hub' }),
    }),
  },
};

/** Every stack below `examples/typescript`. */
export function exampleStacks(): ExampleStack[] {
  const files = (readdirSync(EXAMPLES, { recursive: true }) as string[]).filter((file) => /-stacks?\.ts$/.test(file)).sort();
  return files.flatMap((file) => {
    const module = load(join(EXAMPLES, file)) as Record<string, unknown>;
    const classes = Object.entries(module).filter((entry): entry is [string, StackClass] => isStackClass(entry[1]));
    if (classes.length === 0) {
      throw new Error(`${relative(process.cwd(), join(EXAMPLES, file))} exports no class that extends Stack, as ${basename(file)} promises.`);
    }
    return classes.map(([className, StackClassOfExample]) => {
      const name = className.replace(/Stack$/, '');
      const { standsAlone, props } = CIRCUMSTANCES[className] ?? USUAL;
      return { name, file, standsAlone, create: (app = testApp()) => new StackClassOfExample(app, name, props(app)) };
    });
  });
}

function isStackClass(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof Stack;
}
