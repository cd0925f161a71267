/** What the library may add to the start of an app, in milliseconds. */
const LIMIT = 200;
/** ... or as a share of what the CDK itself takes: a machine may be slow, or busy. */
const SHARE = 0.25;
const RUNS = 3;

/** How long a program has taken until it had a stack, and from there until it had a service and an event. */
export interface StartUp {
  readonly cdk: number;
  readonly library: number;
}

/**
 * Says what the library adds to the start of an app.
 *
 * @param run runs the program for it in a language, and returns what it prints
 * @throws when it is too much in the best of three runs
 */
export function checkStartUp(run: () => string): void {
  const [best] = Array.from({ length: RUNS }, () => readStartUp(run())).sort((one, other) => one.library - other.library);
  const share = best.library / best.cdk;
  const text = `${best.library} ms for the library, ${share.toFixed(2)} of the ${best.cdk} ms for the CDK`;
  if (best.library > LIMIT && share > SHARE) {
    throw new Error(`An app starts too slowly: ${text}. At most ${LIMIT} ms, or ${SHARE} on a slow machine, are allowed.`);
  }
  console.log(`  start-up: ${text}`);
}

/** @throws where a program has not printed its times */
function readStartUp(printed: string): StartUp {
  const [, cdk, library] = /start-up: (\d+) (\d+)/.exec(printed) ?? [];
  if (library === undefined) {
    throw new Error(`The program has printed no times: ${printed}`);
  }
  return { cdk: Number(cdk), library: Number(library) };
}
