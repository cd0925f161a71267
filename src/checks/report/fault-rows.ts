import { RulesAlike } from './rules-alike';
import { Templates } from '../../template/templates';
import { DeliveryModel } from '../../testing/delivery/delivery-model';
import { FAULT_KINDS, FAULT_NAMES } from '../../testing/delivery/fault-kinds';
import { PlayedFault } from '../../testing/delivery/played-fault';
import { PlayedRule } from '../../testing/delivery/played-rule';
import { isTold } from '../../testing/delivery/raised-alarms';
import { EventEnd } from '../../testing/event-end';

/** What one fault does to an event of a rule. */
export interface FaultRow {
  /** Such as `target-is-gone`. */
  readonly fault: string;
  /** How long it lasts; nothing for one that stays. */
  readonly lastsSeconds?: number;
  /** Such as `DELIVERED`, `DEAD_LETTERED`, `LOST`. */
  readonly end: string;
  /** How long the event takes; 0 where it comes at once. */
  readonly afterSeconds: number;
  readonly deadLetterQueue?: string;
  /** Whom alarms tell. */
  readonly tells: string[];
}

const AN_HOUR = 3_600;
const BY_HARM: string[] = [EventEnd.LOST, EventEnd.DEAD_LETTERED, EventEnd.DELIVERED];

/** What each single fault does to an event of each rule, by the path of the rule; none for a rule that no event can be made for. */
export function faultRows(app: Templates): Map<string, FaultRow[]> {
  const alike = new RulesAlike(app);
  const model = new DeliveryModel(app, {}, () => undefined, (resource) => alike.isPlayed(resource));
  const faults = [
    ...model.aim([{ name: 'target-throttles', lastsSeconds: AN_HOUR }]),
    ...model.aim(FAULT_NAMES.filter((name) => FAULT_KINDS[name].place !== 'deadLetterQueue').map((name) => ({ name }))),
  ];
  return new Map(model.app.rules.filter(({ tested }) => tested.silent === undefined).flatMap((rule) => {
    const rows = rowsOf(model, rule, faults);
    return alike.rulesLike(rule.tested.resource).map(({ path }): [string, FaultRow[]] => [path, rows]);
  }));
}

/** What the event is like matters only where it goes on to another event bus, or where a filter looks beside it. */
function sampleFor(model: DeliveryModel, rule: PlayedRule): Record<string, any> | undefined {
  if (rule.kind !== 'subscriber' && !rule.targets.some(({ kind }) => kind === 'eventBus')) {
    return {};
  }
  try {
    return model.sampleFor(rule);
  } catch {
    return undefined;
  }
}

function rowsOf(model: DeliveryModel, rule: PlayedRule, faults: readonly PlayedFault[]): FaultRow[] {
  const sample = sampleFor(model, rule);
  if (sample === undefined || (rule.kind === 'subscriber' && rule.tested.whyNot(sample) !== undefined)) {
    return [];
  }
  return faults.filter((fault) => rule.targets.some((target) => fault.hitsTarget(rule, target) || fault.hitsHandler(target))).map((fault) => {
    const { played: { ways }, raised } = model.deliverTo(rule, sample, [fault]);
    const end = BY_HARM.find((one) => ways.some((way) => way.end === one)) ?? EventEnd.NOT_MATCHED;
    const ending = ways.filter((way) => way.end === end);
    const troubles = new Set(ending.flatMap((way) => [...way.troubles]));
    return {
      fault: fault.name,
      ...fault.until !== undefined && { lastsSeconds: fault.until },
      end,
      afterSeconds: Math.max(0, ...ending.map(({ after }) => after)),
      ...ending[0]?.queue && { deadLetterQueue: ending[0].queue.name },
      tells: [...new Set(raised.filter((one) => isTold(troubles, [one])).flatMap(({ alarm }) => alarm.tells))],
    };
  });
}
