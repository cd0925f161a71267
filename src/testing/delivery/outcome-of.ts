import { isTold } from './raised-alarms';
import { Told, traceOf } from './trace';
import { DeliveryOutcome } from '../delivery-outcome';
import { EventEnd } from '../event-end';

const BY_HARM = [EventEnd.LOST, EventEnd.DEAD_LETTERED, EventEnd.DELIVERED];

/** What became of an event, as users see it. */
export function outcomeOf(told: Told): DeliveryOutcome {
  const { played, raised } = told;
  return {
    end: BY_HARM.find((end) => played.ways.some((way) => way.end === end)) ?? EventEnd.NOT_MATCHED,
    ways: played.ways.map(({ rule, buses, target, end, after, attempts, error, queue, why, troubles }) => ({
      rule: rule.name,
      eventBuses: buses,
      ...target && { target: target.name },
      end,
      afterSeconds: after,
      attempts,
      ...error && { errorCode: error },
      ...queue && { deadLetterQueue: queue.name },
      ...why !== undefined && { reason: why },
      isTold: isTold(troubles, raised),
    })),
    alarms: raised.map(({ alarm, after }) => ({ alarm: alarm.name, metricName: alarm.metric, afterSeconds: after, tells: alarm.tells })),
    metrics: [...played.log.series.values()].map(({ namespace, metricName, dimensions, points, standing }) => ({
      namespace,
      metricName,
      dimensions,
      sum: points.reduce((sum, [, value]) => sum + value, standing.filter(({ perSecond }) => perSecond === 0).length),
      afterSeconds: Math.min(...points.map(([at]) => at), ...standing.map(({ from }) => from)),
    })),
    archives: played.archived.map(({ name }) => name),
    keptOn: played.keptOn.map(({ name }) => name),
    trace: traceOf(told),
  };
}
