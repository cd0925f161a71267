import { CheckedEvent, MAX_LEVELS, checkEvent, hasEnvelope, requireEnvelope } from './checked-event';
import { jsonObject } from './json-object';
import { JsonSkimmer } from './json-skimmer';
import { WantedFields } from './wanted-fields';

/**
 * Reads events as JSON texts, for patterns that look at some of their fields.
 *
 * Almost every text is skimmed. Where that comes to nothing, the text is read and checked whole, so skimming need not know
 * what is wrong with a text.
 */
export class EventReader {
  private readonly skimmer: JsonSkimmer;

  /**
   * @param paths the fields that patterns look at
   */
  constructor(paths: Iterable<string>) {
    this.skimmer = new JsonSkimmer(WantedFields.of(['source', 'detail-type', ...paths]), MAX_LEVELS);
  }

  /**
   * An event with at least the fields that the patterns look at.
   *
   * @throws when the text holds no event
   */
  public read(text: string): CheckedEvent {
    return this.skim(text) ?? readWhole(text);
  }

  /** An event with the fields that the patterns look at; nothing where the text has to be read whole. */
  public skim(text: string): CheckedEvent | undefined {
    const fields = typeof text === 'string' ? this.skimmer.skim(text) : undefined;
    const checked = fields && { fields, hasDottedNames: false };
    return checked && hasEnvelope(checked) ? checked : undefined;
  }
}

function readWhole(text: string): CheckedEvent {
  const checked = checkEvent(jsonObject(text, 'An event'));
  requireEnvelope(checked);
  return checked;
}
