import { environmentOf } from './environment';
import { EVENT_OPTIONS, PARAMETER_OPTION, givenEvent, givenParameters, isEventGiven } from './event-options';
import { parseFault } from './fault-option';
import { readTemplates } from './input/read-templates';
import { Options } from './options';
import { ENVIRONMENT_OPTIONS, Subcommand, Surroundings } from './subcommand';
import { UsageError } from './usage-error';
import { Templates } from '../template/templates';
import { DeliveryModel } from '../testing/delivery/delivery-model';
import { FAULT_NAMES } from '../testing/delivery/fault-kinds';
import { lostEvents } from '../testing/delivery/lost-events';
import { outcomeOf } from '../testing/delivery/outcome-of';
import type { PlayedFault } from '../testing/delivery/played-fault';
import { EventEnd } from '../testing/event-end';

export const DELIVER: Subcommand = {
  name: 'deliver',
  operands: '[--event FILE | --sample "SOURCE/DETAIL-TYPE"] [--fault FAULT]... PATH...',
  summary: 'says what becomes of an event when something breaks; without an event, which events could be lost',
  options: [
    ...EVENT_OPTIONS,
    { name: 'fault', takes: 'NAME[:WHAT][@TIME]', multiple: true, help: `what breaks, such as target-throttles:Work@2h; may be repeated. ${FAULT_NAMES.join(', ')}` },
    { name: 'event-bus', takes: 'NAME', help: 'where the event arrives (default: the default event bus of its account and Region)' },
    { name: 'without-alarms', help: 'without an event: it is enough that a queue keeps what is not delivered' },
    PARAMETER_OPTION,
    { name: 'format', takes: 'FORMAT', help: 'text, json (default: text)' },
    ...ENVIRONMENT_OPTIONS,
  ],
  run: (options, surroundings) => {
    const format = options.oneOf('format', ['text', 'json'], 'text');
    const faults = options.texts('fault').map(parseFault);
    const stacks = readTemplates(options.positionals, environmentOf(options)).map(({ template }) => template);
    return asked(() => {
      const model = new DeliveryModel(new Templates(stacks), givenParameters(options));
      return isEventGiven(options) ? deliver(model, model.aim(faults), options, format, surroundings)
        : search(model, model.aim(faults.length > 0 ? faults : FAULT_NAMES.map((name) => ({ name }))), options, format, surroundings);
    });
  },
};

/** 1 when the event is lost, or reaches nothing. */
function deliver(model: DeliveryModel, faults: readonly PlayedFault[], options: Options, format: string, surroundings: Surroundings): number {
  const sample = givenEvent(options, surroundings) as Record<string, any>;
  const { trace, ...outcome } = outcomeOf(model.deliver(sample, faults, options.text('event-bus')));
  surroundings.write(format === 'json' ? `${JSON.stringify({ version: 1, ...outcome }, undefined, 2)}\n` : `${trace}\n`);
  return outcome.end === EventEnd.LOST || outcome.end === EventEnd.NOT_MATCHED ? 1 : 0;
}

/** 1 when any event of any rule is lost when any single fault is there. */
function search(model: DeliveryModel, faults: readonly PlayedFault[], options: Options, format: string, { write }: Surroundings): number {
  const lost = [...lostEvents(model, { faults, except: [], alarms: !options.has('without-alarms') })];
  write(format === 'json' ? `${JSON.stringify({ version: 1, lost }, undefined, 2)}\n`
    : lost.length === 0 ? 'No event is lost, whatever single thing breaks.\n' : `${lost.join('\n\n')}\n`);
  return lost.length === 0 ? 0 : 1;
}

/** What the model refuses was asked for on the command line. */
function asked<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
}
