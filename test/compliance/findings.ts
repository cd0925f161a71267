import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, NagPack, ServerlessChecks } from 'cdk-nag';
import { Acknowledged } from './acknowledged';

const PACKS: ((app: App) => NagPack)[] = [
  (app) => new AwsSolutionsChecks(app),
  (app) => new NIST80053R5Checks(app),
  (app) => new ServerlessChecks(app),
];

export interface Finding {
  readonly example: string;
  readonly rule: string;
  /** Path below the stack, without the resource itself. */
  readonly construct: string;
}

/** The path of a construct below its stack, without the resource itself. */
export function belowStack(path: string): string {
  return path.split('/').slice(1).filter((id) => id !== 'Resource').join('/');
}

/** What the packs of cdk-nag 3 find in an app. */
export function findingsIn(app: App, example = ''): Finding[] {
  return PACKS.flatMap((pack) => pack(app).validateScope(app).violations).flatMap(({ ruleName, violatingResources }) =>
    (violatingResources as unknown as { constructPath: string }[])
      .map(({ constructPath }) => ({ example, rule: ruleName, construct: belowStack(constructPath) })));
}

/** Whether a finding is one that stands, with a reason. */
export function explains({ rules, examples: only, constructs }: Acknowledged, { rule, construct, example }: Finding): boolean {
  return (only ?? [example]).includes(example) && rules.some((id) => rule === id || rule.startsWith(`${id}[`)) && constructs.test(construct);
}
