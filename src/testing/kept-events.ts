import type { DeliveryModel } from './delivery/delivery-model';
import { PlayedArchive } from './delivery/played-archive';
import { PlayedFault } from './delivery/played-fault';
import { PlayedQueue } from './delivery/played-queue';
import { Letter } from './delivery/played-way';
import { Played } from './delivery/player';
import { Told } from './delivery/trace';
import { redeliverRecords } from './redrive/redeliver-records';
import { RedrivenQueue, redriveLetters } from './redrive/redrive-letters';
import { RedriveOutcome } from './redrive-outcome';
import { nearest } from '../catalog/nearest';
import { TemplateResource } from '../template/template-resource';

/** What archives and dead-letter queues hold after events were delivered. */
export class KeptEvents {
  private readonly archived: { readonly archive: PlayedArchive; readonly sample: Record<string, any> }[] = [];
  private letters: Letter[] = [];
  private events = 0;

  constructor(private readonly model: DeliveryModel) {
  }

  public add({ archived, letters }: Played, sample: Record<string, any>): void {
    this.archived.push(...archived.map((archive) => ({ archive, sample })));
    // A sample may lack what every event of AWS has, and by which a bus is asked to deliver it again.
    this.events += 1;
    this.letters.push(...letters.map((letter) => ({ ...letter, sample: { id: `event-${this.events}`, ...letter.sample } })));
  }

  public redrive(faults: readonly PlayedFault[], of: string | undefined): RedriveOutcome {
    const queues = [...new Set(this.letters.map(({ queue }) => queue))];
    const chosen = of === undefined ? queues : this.chosen(of, this.model.app.queues, ({ arn, queueName }) => [arn, queueName]);
    const redriven = queues.filter((queue) => chosen.includes(queue)).map((queue) => this.redriveQueue(queue, faults));
    const done = redriven.map(({ queue }) => queue);
    this.letters = [...this.letters.filter(({ queue }) => !done.includes(queue)), ...redriven.flatMap(({ left }) => left)];
    return {
      redriven: redriven.reduce((sum, one) => sum + one.redriven, 0),
      left: redriven.reduce((sum, { left }) => sum + left.length, 0),
      queues: redriven.map(({ queue, left, reasons, resent, ...rest }) => ({
        deadLetterQueue: queue.name, redriven: rest.redriven, left: left.length, reasons, targets: resent.map(({ arn }) => arn),
      })),
    };
  }

  /** A queue holds events, or the records of one or several subscribers. */
  private redriveQueue(queue: PlayedQueue, faults: readonly PlayedFault[]): RedrivenQueue {
    const inQueue = this.letters.filter((letter) => letter.queue === queue);
    const events = inQueue.filter(({ kind }) => kind !== 'record');
    const records = inQueue.filter(({ kind }) => kind === 'record');
    const parts = [
      ...events.length > 0 ? [redriveLetters(this.model.app, queue, events, faults)] : [],
      ...[...new Set(records.map(({ ruleArn }) => ruleArn))]
        .map((arn) => redeliverRecords(this.model, queue, records.filter(({ ruleArn }) => ruleArn === arn), faults)),
    ];
    return {
      queue,
      redriven: parts.reduce((sum, part) => sum + part.redriven, 0),
      left: parts.flatMap(({ left }) => left),
      reasons: [...new Set(parts.flatMap(({ reasons }) => reasons))],
      resent: parts.flatMap(({ resent }) => resent),
    };
  }

  public replay(faults: readonly PlayedFault[], of: string | undefined): Told[] {
    const { app } = this.model;
    const archives = [...app.buses.values()].flatMap((bus) => bus.archives);
    const chosen = of === undefined ? archives : this.chosen(of, archives, () => []);
    return this.archived.filter(({ archive }) => chosen.includes(archive)).map(({ archive, sample }) => {
      const told = this.model.deliverAt(archive.busKey, { ...sample, 'replay-name': 'replay' }, faults);
      this.add(told.played, sample);
      return told;
    });
  }

  private chosen<T extends PlayedQueue | PlayedArchive>(of: string, all: T[], others: (one: T) => string[]): T[] {
    const namesOf = (one: T): string[] => {
      const { name, resource } = one as { name: string; resource?: TemplateResource };
      return [name, ...others(one), ...resource ? [resource.logicalId, resource.path, name.slice(resource.stack.path.length + 1)] : []];
    };
    const found = all.filter((one) => namesOf(one).some((name) => name === of || name.startsWith(`${of}/`)));
    if (found.length === 0) {
      const names = all.map(({ name }) => name);
      throw new Error(`The app has nothing called '${of}' that keeps events.${names.length > 0 ? ` Nearest: ${nearest(of, names).join(', ')}.` : ''}`);
    }
    return found;
  }
}
