import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

const REPORT = 'validation-report.json';
/** How many findings a message names. */
const TOLD = 5;

/**
 * The template of a stack. Where a validation refuses the synthesis, the error says what it has found, which the CDK only
 * prints.
 */
export function synthesizedTemplate(stack: Stack): Record<string, any> {
  try {
    return Template.fromStack(stack).toJSON();
  } catch (error) {
    const found = /validation failed|validation-report\.json/i.test((error as Error).message) ? findingsOf(stack) : [];
    throw found.length === 0 ? error : new Error([
      'The synthesis of the app is refused by its validation:', ...found.slice(0, TOLD).map((finding) => `  ${finding}`),
      ...found.length > TOLD ? [`  and ${found.length - TOLD} other findings`] : [],
    ].join('\n'));
  }
}

function findingsOf(stack: Stack): string[] {
  const { root } = stack.node;
  const file = Stage.isStage(root) ? join(root.outdir, REPORT) : '';
  const { pluginReports = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return pluginReports.flatMap(({ violations = [] }: any) => violations)
    .filter(({ severity }: any) => severity === undefined || /error|fatal/i.test(severity))
    .map(({ description, suggestedFix, fix, violatingConstructs = [] }: any) =>
      [`${violatingConstructs.map(({ constructPath }: any) => constructPath).filter(Boolean).join(', ')}:`, description, suggestedFix ?? fix].filter(Boolean).join(' '));
}
