import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { optionName } from '../catalog/option-spelling';
import { AlarmActions } from '../delivery/alarms/alarm-actions';
import { bindAction } from '../delivery/alarms/bind-action';

/**
 * The actions that all rules together want for alarms in a Region, each once.
 */
export class RegionalAlarmActions {
  private readonly page = new Set<cloudwatch.IAlarmAction>();
  private readonly ticket = new Set<cloudwatch.IAlarmAction>();
  private readonly ok = new Set<cloudwatch.IAlarmAction>();

  constructor(private readonly region: string) {
  }

  public add({ page, ticket, ok }: AlarmActions = {}): void {
    // What stands in for missing pages must not go missing when another rule names some.
    (page ?? ticket)?.forEach((action) => this.page.add(action));
    ticket?.forEach((action) => this.ticket.add(action));
    ok?.forEach((action) => this.ok.add(action));
  }

  public get isEmpty(): boolean {
    return this.page.size + this.ticket.size + this.ok.size === 0;
  }

  public get all(): AlarmActions {
    const checked = (actions: Set<cloudwatch.IAlarmAction>) => [...actions].map((action) => this.requireHere(action));
    return { page: checked(this.page), ticket: checked(this.ticket), ok: checked(this.ok) };
  }

  private requireHere(action: cloudwatch.IAlarmAction): cloudwatch.IAlarmAction {
    return {
      bind: (scope, alarm) => {
        const config = bindAction(action, scope, alarm);
        if (!Token.isUnresolved(config.alarmActionArn)) {
          const region = config.alarmActionArn.split(':')[3];
          if (region && region !== this.region) {
            throw new Error(`${optionName('alarmActions')} of EventRegions.forward has ${config.alarmActionArn} for ${this.region}, which is in ${region}: alarms need actions of their own Region. Name a topic of ${this.region}.`);
          }
        }
        return config;
      },
    };
  }
}
