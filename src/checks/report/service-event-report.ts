import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, attachCustomSynthesis } from 'aws-cdk-lib';
import { markdownTable } from './markdown-table';
import { reportText, rulesReport } from './rules-report';
import { isAcknowledged } from '../acknowledged';
import { readApp } from '../model/read-app';
import { ServiceEventChecks } from '../service-event-checks';
import { REPORT_OPTIONS } from './report-option-kinds';
import { requireOptions } from '../../delivery/options/require-options';
import { shown } from '../../delivery/options/shown';

/**
 * What the report has, and how.
 */
export interface ServiceEventReportOptions {
  /**
   * Whether the rules are written as a Markdown table too, to `service-events.md`.
   *
   * @default false
   */
  readonly markdown?: boolean;

  /**
   * Whether the report says what becomes of an event of each rule when one thing breaks: delivered late, kept in a queue and who is
   * told, or lost. It is played for each rule that differs from the others in more than its pattern.
   *
   * @default true
   */
  readonly faults?: boolean;

  /**
   * The checks whose findings the report has; give the plugin that is added to the app where it has severities of its own.
   *
   * @default - all checks, with the severities that they have
   */
  readonly checks?: ServiceEventChecks;
}

const JSON_FILE = 'service-events.json';
const MARKDOWN_FILE = 'service-events.md';

const REPORTS = new WeakMap<App, ServiceEventReportOptions>();

/**
 * A record of all rules of an app, for people and for tools.
 */
export class ServiceEventReport {
  /**
   * The report of an app.
   *
   * @param app the app
   * @returns the report
   */
  public static of(app: App): ServiceEventReport {
    if (!App.isApp(app)) {
      throw new Error(`ServiceEventReport.of is given ${shown(app)}: give the app, which has the cloud assembly that the report is written to.`);
    }
    return new ServiceEventReport(app);
  }

  private constructor(private readonly app: App) {
  }

  /**
   * Writes, whenever the app is synthesized, `service-events.json` into its cloud assembly: every rule of all stages, and every event
   * source and subscriber of a Custom Event Bus, with service, channel, delivery type, Region, targets, dead-letter queues, retry
   * policies, alarms, what the checks find, and what becomes of an event when one thing breaks.
   *
   * A second call replaces the options of the first.
   *
   * @param options what the report has
   * @throws when the app has a custom synthesis of somebody else's already
   */
  public write(options: ServiceEventReportOptions = {}): void {
    const { app } = this;
    requireOptions(app, 'ServiceEventReport.write', options, REPORT_OPTIONS);
    if (!REPORTS.has(app)) {
      try {
        attachCustomSynthesis(app, { onSynthesize: ({ outdir }) => writeReport(app, outdir) });
      } catch {
        throw new Error('The report cannot be added to the app: something else has attached a custom synthesis to it (attachCustomSynthesis), and an app can have one only. Attach that to a construct below the app.');
      }
    }
    REPORTS.set(app, options);
  }
}

function writeReport(root: App, outdir: string): void {
  const { markdown = false, faults = true, checks = new ServiceEventChecks() } = REPORTS.get(root)!;
  const app = readApp(root, true);
  const report = rulesReport(app, checks._findingsIn(app), {
    isAcknowledged: (finding) => isAcknowledged(finding, root), isOfApp: () => true, withFaults: faults,
  });
  writeFileSync(join(outdir, JSON_FILE), reportText(report));
  if (markdown) {
    writeFileSync(join(outdir, MARKDOWN_FILE), markdownTable(report.rules));
  }
}
