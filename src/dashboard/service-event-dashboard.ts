import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { DASHBOARD_OPTIONS } from './dashboard-kinds';
import { LateWidget } from './late-widget';
import { METRICS_A_RULE, ruleWidgets } from './rule-widgets';
import { watchedRules } from './watched-rules';
import { METRICS_OF_DASHBOARD } from '../catalog/quotas';
import { warn } from '../delivery/construct-notices';
import { requireOptions } from '../delivery/options/require-options';

/**
 * What a dashboard of rules on service events shows, and how.
 */
export interface ServiceEventDashboardProps {
  /**
   * The scope whose rules are shown: an app, a stage, a stack or any construct. Rules made after the dashboard are shown
   * too. A rule in another stack lends the dashboard its name through an export of that stack.
   *
   * @default - the stack of the dashboard
   */
  readonly rulesOf?: IConstruct;

  /**
   * The name of the dashboard.
   *
   * @default - made by AWS CloudFormation
   */
  readonly dashboardName?: string;

  /**
   * How long one data point is.
   *
   * @default - 5 minutes
   */
  readonly period?: Duration;

  /**
   * How far back the dashboard looks when it is opened.
   *
   * @default - 1 day
   */
  readonly defaultInterval?: Duration;
}

/**
 * One CloudWatch dashboard for all rules of a scope: the state of their alarms on top, and below how many events have
 * matched, were delivered, retried, failed, dead-lettered and lost, how long the way to the target took, and what waits
 * in the dead-letter queues.
 *
 * A dashboard shows rules of its own account and Region. CloudWatch allows it 2,500 metrics, enough for 357 rules.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export class ServiceEventDashboard extends Construct {
  /**
   * The dashboard of the AWS CDK. More widgets can be added to it, below those of the rules.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  /**
   * Makes the dashboard, which is filled when the app is synthesized.
   */
  constructor(scope: Construct, id: string, props: ServiceEventDashboardProps = {}) {
    super(scope, id);
    requireOptions(this, `dashboard '${this.node.path}'`, props, DASHBOARD_OPTIONS);
    const stack = Stack.of(this);
    const rulesOf = props.rulesOf ?? stack;
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      defaultInterval: props.defaultInterval ?? Duration.days(1),
    });
    this.node.defaultChild = this.dashboard.node.defaultChild;
    const period = props.period ?? Duration.minutes(5);
    this.dashboard.addWidgets(new LateWidget(() => ruleWidgets(watchedRules(rulesOf, stack), rulesOf, period)));
    this.node.addValidation({ validate: () => this.checkRules(rulesOf, stack) });
  }

  /** Called at synthesis, when all rules are there. */
  private checkRules(rulesOf: IConstruct, stack: Stack): string[] {
    const { rules, deadLetterQueues, elsewhere } = watchedRules(rulesOf, stack);
    const whose = rulesOf.node.path ? `'${rulesOf.node.path}'` : 'the app';
    if (elsewhere.length > 0) {
      const paths = elsewhere.map(({ node }) => node.path).join(', ');
      warn(this, 'rules-elsewhere',
        `The dashboard does not show these rules of ${whose}, because they are in another stage, account or Region: ${paths}. Make a dashboard in a stack there for them, or acknowledge this warning.`);
    }
    if (rules.length === 0) {
      return [`The dashboard '${this.node.path}' shows nothing: there is no rule of this library below ${whose} in its account and Region. Name a scope that has rules as rulesOf.`];
    }
    const metrics = rules.length * METRICS_A_RULE + deadLetterQueues.length;
    if (metrics > METRICS_OF_DASHBOARD) {
      return [`The dashboard '${this.node.path}' would have ${metrics} metrics of ${rules.length} rules below ${whose}, and CloudWatch allows ${METRICS_OF_DASHBOARD}: make several dashboards, each with a smaller scope as rulesOf.`];
    }
    return [];
  }
}
