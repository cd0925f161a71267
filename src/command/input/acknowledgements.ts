import { readDocument } from './document';
import { ALL_CHECKS } from '../../checks/all-checks';
import { nearestText } from '../nearest-text';
import { UsageError } from '../usage-error';

/** The name before the ids of the checks, where the CDK keeps acknowledged findings. */
const PLUGIN = 'cdk-service-events::';

interface Acknowledgement {
  readonly check: string;
  /** A construct path or logical id, with `*` for any characters. */
  readonly resource?: string;
  readonly reason: string;
}

/** Findings that somebody has decided to live with. */
export class Acknowledgements {
  public static readonly NONE = new Acknowledgements([]);

  /**
   * Those of a file: a list of `{ check, resource, reason }`; without `resource`, wherever the check finds something.
   *
   * @throws UsageError when an entry is none
   */
  public static fromFile(path: string): Acknowledgements {
    const { value } = readDocument(path);
    if (!Array.isArray(value)) {
      throw new UsageError(`${path} holds no list: acknowledgements are a list of { check, resource, reason }.`);
    }
    const ids = ALL_CHECKS.map(({ id }) => id);
    value.forEach((entry, at) => {
      const where = `${path}, entry ${at + 1}`;
      if (typeof entry?.check !== 'string' || !ids.includes(entry.check)) {
        throw new UsageError(`${where}: there is no check '${entry?.check}'.${nearestText(String(entry?.check), ids)}`);
      }
      if (typeof entry.reason !== 'string' || entry.reason.trim() === '') {
        throw new UsageError(`${where}: say the reason for which '${entry.check}' is acknowledged.`);
      }
      if (entry.resource !== undefined && typeof entry.resource !== 'string') {
        throw new UsageError(`${where}: resource is a construct path or a logical id, with * for any characters.`);
      }
      const unknown = Object.keys(entry).filter((key) => !['check', 'resource', 'reason'].includes(key));
      if (unknown.length > 0) {
        throw new UsageError(`${where}: '${unknown[0]}' is not known here. An entry has check, resource and reason.`);
      }
    });
    return new Acknowledgements(value);
  }

  private constructor(private readonly entries: readonly Acknowledgement[]) {
  }

  /**
   * Why a finding is no matter; nothing where it is one.
   *
   * @param ofApp what the app has acknowledged, on the construct or on one above it
   */
  public reasonFor(check: string, path: string, logicalId: string, ofApp?: ReadonlyMap<string, Record<string, string>>): string | undefined {
    const entry = this.entries.find((acknowledgement) => acknowledgement.check === check
      && (acknowledgement.resource === undefined || [path, logicalId].some((name) => fits(acknowledgement.resource!, name))));
    if (entry) {
      return entry.reason;
    }
    const names = path.split('/');
    for (let length = names.length; length >= 0; length--) {
      const reason = ofApp?.get(names.slice(0, length).join('/'))?.[`${PLUGIN}${check}`];
      if (reason !== undefined) {
        return reason;
      }
    }
    return undefined;
  }
}

function fits(wanted: string, name: string): boolean {
  const [first, ...others] = wanted.split('*');
  if (others.length === 0) {
    return wanted === name;
  }
  const last = others.pop()!;
  let at = first.length;
  if (!name.startsWith(first) || !name.endsWith(last)) {
    return false;
  }
  for (const part of others) {
    at = name.indexOf(part, at);
    if (at === -1) {
      return false;
    }
    at += part.length;
  }
  return at <= name.length - last.length;
}
