import { App, AppProps, Stage, Validations } from 'aws-cdk-lib';
import { CheckSeverity, ServiceEventChecks, ServiceEventChecksProps } from 'cdk-service-events';
import { isAcknowledged } from '../../src/checks/acknowledged';
import { findingsIn } from '../../src/checks/finding';
import { readApp } from '../../src/checks/model/read-app';

// What the CDK finds itself, at length, is not looked at here.
process.env.CDK_VALIDATION = 'false';

/** A finding, as the CDK's report has it. */
export interface ReportedFinding {
  readonly id: string;
  readonly severity: string;
  readonly path: string;
  readonly location: string;
  readonly value?: string;
  readonly text: string;
  readonly fix: string;
}

/** An app in which the CDK's own rules are silent. */
export function checkedApp(props: AppProps = {}): App {
  return new App({ ...props, context: { 'aws:cdk:disable-stack-trace': true, '@aws-cdk/core:failSynthOnValidationErrors': true, ...props.context } });
}

/** What the plugin reports of an app. */
export function reportOf(app: App, props: ServiceEventChecksProps = {}): { success: boolean; findings: ReportedFinding[] } {
  const checks = new ServiceEventChecks(props);
  const assembly = app.synth({ skipValidation: true });
  const stacks = assembly.stacksRecursively.map((stack) => ({
    stackConstructPath: stack.hierarchicalId, templatePath: stack.templateFullPath, accountId: undefined, region: undefined,
  }));
  const templatePaths = stacks.map(({ templatePath }) => templatePath);
  const { success, violations } = checks.validate({ appConstruct: app, stackTemplates: stacks, templatePaths });
  return {
    success,
    findings: violations.flatMap(({ ruleName, severity, description, fix, violatingResources, ruleMetadata }) => violatingResources
      .map(({ constructPath, locations }) => ({
        id: ruleName, severity: severity!, path: constructPath!, location: locations[0], value: ruleMetadata?.value, text: description, fix: fix!,
      }))),
  };
}

/** The ids of what is found in an app. */
export function idsFoundIn(app: App): string[] {
  app.synth({ skipValidation: true });
  return [...new Set(findingsIn(readApp(app), {}).map(({ check }) => check.id))];
}

/** Of an app that was synthesized, the findings with severity warning or worse that nobody has acknowledged. */
export function unacknowledgedIn(app: App): string[] {
  return findingsIn(readApp(app), {})
    .filter((finding) => finding.severity !== CheckSeverity.INFO && !isAcknowledged(finding, app))
    .map(({ check, resource }) => `${resource.path}: ${check.id}`);
}

/** Synthesizes with the plugin registered, and returns what CDK says when it refuses. */
export function refusalOf(app: App, scope: App | Stage = app, props: ServiceEventChecksProps = {}): string | undefined {
  Validations.of(scope).addPlugins(new ServiceEventChecks(props));
  try {
    app.synth();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
