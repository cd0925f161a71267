import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Script, createContext } from 'node:vm';

/** Made of the redrive's handler when the library is compiled. */
const CODE = resolve(__dirname, '..', '..', '..', 'lib', 'redrive', 'function', 'redrive.js');
const DYNAMIC_IMPORT = /\bimport\(("@aws-sdk\/[^"]+")\)/g;
/** Enough for a run that looks at every letter. */
const TIMEOUT_MILLISECONDS = 900_000;

/** What AWS answers to a call. */
export type Answer = { readonly result: any } | { readonly error: { readonly name: string; readonly message: string; readonly status: number } };

/** What the code of the redrive finds around it. */
export interface SandboxWorld {
  readonly environment: Record<string, string>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets time pass. */
  pass(milliseconds: number): void;
  call(operation: string, input: any, region: string | undefined): Answer;
}

/**
 * What stands for the AWS SDK and for time inside. It is made inside, so that every promise is one of the sandbox: the sandbox
 * works through them all before it gives control back.
 */
const PRELUDE = `
const clientsOf = (region) => class {
  constructor({ region: own } = {}) { this.region = own ?? region; }
  async send(command) {
    const answer = world.call(command.operation, JSON.stringify(command.input, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString() : value), this.region);
    const { result, error } = JSON.parse(answer);
    if (error) {
      throw Object.assign(new Error(error.message), { name: error.name, $metadata: { httpStatusCode: error.status } });
    }
    return result;
  }
  destroy() {}
};
const sdk = (region) => new Proxy({}, { get: (_, name) => (!/(Client|Command)$/.test(String(name)) ? undefined : name.endsWith('Client')
  ? ({ [name]: class extends clientsOf(region) {} })[name]
  : class { constructor(input) { this.input = input; this.operation = String(name).replace(/Command$/, ''); } }) });
const modules = { 'node:timers/promises': { setTimeout: async (milliseconds) => world.pass(milliseconds) } };
const require = (name) => name.startsWith('@aws-sdk/') ? modules[name] ??= sdk(world.region) : modules[name] ?? outerRequire(name);
Date.now = () => world.now();
const module = { exports: {} };
`;
/** The functions of the code. */
export type RedriveFunction = 'handler' | 'deliverAgain';
const callOf = (name: RedriveFunction) => `
;module.exports.${name}(JSON.parse(world.request), { getRemainingTimeInMillis: () => world.until - world.now() })
  .then((summary) => world.done(JSON.stringify(summary)), (error) => world.failed(String(error?.message ?? error)));
`;

/**
 * Runs the very code of the redrive function, to the end and at once: no time passes outside.
 *
 * @param request what the function is invoked with
 * @param name which of its functions runs
 * @returns the function's summary
 * @throws when the function does
 */
export function runRedrive(request: object, world: SandboxWorld, name: RedriveFunction = 'handler'): any {
  if (!existsSync(CODE)) {
    throw new Error(`The code of the redrive function is not at ${CODE}: it is made when the library is compiled.`);
  }
  const code = readFileSync(CODE, 'utf8').replace(DYNAMIC_IMPORT, 'Promise.resolve(require($1))');
  let outcome: { summary?: string; error?: string } = {};
  const inside = {
    region: world.environment.AWS_REGION,
    request: JSON.stringify(request),
    until: world.now() + TIMEOUT_MILLISECONDS,
    now: () => world.now(),
    pass: (milliseconds: number) => world.pass(milliseconds),
    call: (operation: string, input: string, region: string | undefined) => JSON.stringify(world.call(operation, JSON.parse(input), region)),
    done: (summary: string) => outcome = { summary },
    failed: (error: string) => outcome = { error },
  };
  const context = createContext({
    world: inside,
    Buffer,
    TextEncoder,
    outerRequire: createRequire(__filename),
    process: { env: world.environment },
    console: { log: () => undefined },
  }, { microtaskMode: 'afterEvaluate' });
  new Script(`(() => {${PRELUDE}${code}${callOf(name)}})()`, { filename: 'redrive.js' }).runInContext(context);
  if (outcome.summary === undefined) {
    throw new Error(`The redrive has failed: ${outcome.error ?? 'it has not come to an end'}`);
  }
  return JSON.parse(outcome.summary);
}
