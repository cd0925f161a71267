/**
 * How many random questions a test asks: what the environment variable says, else many where a task of `npm run` asks
 * for them (`MANY=yes`), else the few of every test run. The shell of projen passes `${X:-1}` on as it stands, and
 * fast-check asks nothing at all where the number is none.
 */
export function runsWanted(variable: string, few: number, many: number): number {
  const { [variable]: said, MANY } = process.env;
  const runs = Number(said ?? (MANY ? many : few));
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`${variable} is no number of runs: ${said}`);
  }
  return runs;
}
