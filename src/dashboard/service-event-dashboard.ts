import { Duration, Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { nameUnderCondition } from './conditional-names';
import { DASHBOARD_OPTIONS } from './dashboard-kinds';
import { deliveryWidgets, metricsOn } from './delivery-widgets';
import { LateWidget } from './late-widget';
import { waitsFor } from './stack-waits';
import { WatchedDeliveries, watchedDeliveries } from './watched-deliveries';
import { optionName } from '../catalog/option-spelling';
import { METRICS_OF_DASHBOARD } from '../catalog/quotas';
import { warn } from '../delivery/construct-notices';
import { requireOptions } from '../delivery/options/require-options';
import { outermostStackOf } from '../delivery/outermost-stack';
import { requireUniqueName } from '../delivery/unique-name';

/**
 * What a dashboard of service events shows, and how.
 */
export interface ServiceEventDashboardProps {
  /**
   * The scope whose rules and subscribers are shown: an app, a stage, a stack or any construct. Those made after the dashboard
   * are shown too. One in another stack lends the dashboard its name through an export of that stack, so the dashboard's stack
   * is deployed after it: where that stack uses something of the dashboard's stack, such as a topic of alarms, the dashboard
   * needs a stack of its own.
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
 * One CloudWatch dashboard for all rules of a scope, and its subscribers of Custom Event Buses: the state of their alarms on
 * top, and below how many events have matched, were delivered, retried, failed, dead-lettered and lost, how long the way to
 * the target took, and what waits in the dead-letter queues, those of event sources included.
 *
 * A dashboard shows what is in its own account and Region. CloudWatch allows it 2,500 metrics, enough for 357 rules, or for 312
 * subscribers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export class ServiceEventDashboard extends Construct {
  /**
   * The dashboard of the AWS CDK. More widgets can be added to it, below those of the rules.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  private isLooking = false;

  /**
   * Makes the dashboard, which is filled when the app is synthesized; that fails where the dashboard's stack would have to wait
   * for a stack that waits for it.
   */
  constructor(scope: Construct, id: string, props: ServiceEventDashboardProps = {}) {
    super(scope, id);
    requireOptions(this, `dashboard '${this.node.path}'`, props, DASHBOARD_OPTIONS);
    // Dashboards of an account are the same in all Regions.
    requireUniqueName(this, { what: 'dashboard', option: 'dashboardName', name: props.dashboardName, where: 'of the same account', isGlobal: true });
    const stack = Stack.of(this);
    const rulesOf = props.rulesOf ?? stack;
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      defaultInterval: props.defaultInterval ?? Duration.days(1),
    });
    this.node.defaultChild = this.dashboard.node.defaultChild;
    const period = props.period ?? Duration.minutes(5);
    this.dashboard.addWidgets(new LateWidget(() => {
      const watched = watchedDeliveries(rulesOf, stack);
      this.requireNoCycle(watched, stack);
      return deliveryWidgets(watched, rulesOf, period);
    }));
    nameUnderCondition(this.dashboard.node.defaultChild as cloudwatch.CfnDashboard);
    this.node.addValidation({ validate: () => this.checkRules(rulesOf, stack) });
  }

  /** What is shown of another stack makes the dashboard's stack wait for it. */
  private requireNoCycle({ rules, subscribers, alarms, deadLetterQueues }: WatchedDeliveries, stack: Stack): void {
    const own = outermostStackOf(stack);
    // An imported queue is named by its ARN, and nothing waits for the stack that imports it.
    const queues = deadLetterQueues.filter(Resource.isOwnedResource);
    const shown = new Set([...rules, ...subscribers, ...alarms, ...queues].map(outermostStackOf));
    shown.delete(own);
    // Another dashboard, in one of those stacks, may look here.
    if (this.isLooking || shown.size === 0) {
      return;
    }
    for (const other of shown) {
      const waits = this.whileLooking(() => waitsFor(other, own));
      if (waits) {
        const why = waits.map(({ stack: waiting, on, uses }) => `'${waiting.node.path}' ${uses ? `uses '${uses}'` : `depends on '${on.node.path}'`}`).join(', and ');
        throw new Error(`The dashboard '${this.node.path}' cannot be in stack '${own.node.path}': it shows what is in stack '${other.node.path}', and ${why}, so that the stacks would wait for each other. Put the dashboard into a stack of its own.`);
      }
    }
  }

  private whileLooking<T>(look: () => T): T {
    this.isLooking = true;
    try {
      return look();
    } finally {
      this.isLooking = false;
    }
  }

  /** Called at synthesis, when all rules are there. */
  private checkRules(rulesOf: IConstruct, stack: Stack): string[] {
    const watched = watchedDeliveries(rulesOf, stack);
    const { rules, subscribers, deadLetterQueues, elsewhere } = watched;
    const whose = rulesOf.node.path ? `'${rulesOf.node.path}'` : 'the app';
    if (elsewhere.length > 0) {
      const paths = elsewhere.map(({ node }) => node.path).join(', ');
      warn(this, 'rules-elsewhere',
        `The dashboard does not show these of ${whose}, because they are in another stage, account or Region, or are deployed under a condition of another stack: ${paths}. Make a dashboard in a stack there for them, or acknowledge this warning.`);
    }
    if (rules.length + subscribers.length + deadLetterQueues.length === 0) {
      return [`The dashboard '${this.node.path}' shows nothing: there is no rule or subscriber of this library below ${whose} in its account and Region. Name a scope that has some as ${optionName('rulesOf')}.`];
    }
    const metrics = metricsOn(watched);
    if (metrics > METRICS_OF_DASHBOARD) {
      return [`The dashboard '${this.node.path}' would have ${metrics} metrics of ${rules.length} rules and ${subscribers.length} subscribers below ${whose}, and CloudWatch allows ${METRICS_OF_DASHBOARD}: make several dashboards, each with a smaller scope as ${optionName('rulesOf')}.`];
    }
    return [];
  }
}
