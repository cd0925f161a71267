import type { CompositeAlarm } from './composite-alarm';
import { PlayedAlarm, Raised, queryOf } from './played-alarm';
import type { PlayedApp } from './played-app';
import type { Played } from './player';

/** How long somebody waits for what alarms do: as long as SQS keeps a message at most. */
const UNTIL = 14 * 86_400;

/** The alarms that go into ALARM, the first one first. */
export function raisedAlarms(app: PlayedApp, { log }: Played): Raised[] {
  const alarms = new Set<PlayedAlarm>();
  for (const series of log.series.values()) {
    app.alarmsByMetric.get(series.key)?.forEach((alarm) => alarms.add(alarm));
    app.alarmsByQuery.get(queryOf(series))?.forEach((alarm) => alarms.add(alarm));
  }
  const byTime = (one: Raised, other: Raised) => one.after - other.after;
  const raised = [...alarms].map((alarm) => alarm.raisedBy(log, UNTIL)).filter((one) => one !== undefined).sort(byTime);
  for (const alarm of inOrder(app.compositeAlarms)) {
    const composed = alarm.raisedBy(raised);
    if (composed) {
      raised.push(composed);
      raised.sort(byTime);
    }
  }
  return raised;
}

/** An alarm that others watch comes before them: whether they go off can depend on it either way. */
function inOrder(alarms: readonly CompositeAlarm[]): Set<CompositeAlarm> {
  const ordered = new Set<CompositeAlarm>();
  const entered = new Set<CompositeAlarm>();
  const enter = (alarm: CompositeAlarm) => {
    if (!entered.has(alarm)) {
      entered.add(alarm);
      alarms.filter((other) => alarm.watches(other)).forEach(enter);
      ordered.add(alarm);
    }
  };
  alarms.forEach(enter);
  return ordered;
}

/** Whether somebody is told of what went wrong on a way. */
export function isTold(troubles: ReadonlySet<string>, raised: readonly Raised[]): boolean {
  return raised.some(({ alarm, keys }) => alarm.tells.length > 0 && keys.some((key) => troubles.has(key)));
}
