import { PlayedAlarm, Raised } from './played-alarm';
import { toldByAlarm } from './told-by-alarm';
import { constructName } from '../../template/construct-name';
import { TemplateResource } from '../../template/template-resource';
import { TemplateValues } from '../../template/template-values';

const TOKEN = /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|\b(AND|OR|NOT|TRUE|FALSE)\b|([()]))/gy;

/** Whether the alarm of a name is in ALARM. */
type IsInAlarm = (alarm: string) => boolean;
type Node = (isInAlarm: IsInAlarm) => boolean;

/** What a rule asks, and the alarms that it asks about. */
interface AlarmRule {
  readonly holds: Node;
  readonly names: ReadonlySet<string>;
}

/**
 * A composite alarm: it tells when the alarms that its rule names are in ALARM together.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export class CompositeAlarm {
  public readonly name: string;
  public readonly tells: string[];
  /** What other composite alarms call it. */
  public readonly alarmName: string;
  private readonly rule?: AlarmRule;

  constructor(resource: TemplateResource, values: TemplateValues, told: (action: unknown) => string) {
    this.name = constructName(resource);
    this.alarmName = String(values.ref(resource.logicalId));
    this.tells = toldByAlarm(resource, values, told);
    this.rule = readRule(String(values.resolve(resource.properties.AlarmRule)));
  }

  /** Whether its rule names an alarm. */
  public watches({ alarmName }: Pick<PlayedAlarm, 'alarmName'>): boolean {
    return this.rule?.names.has(alarmName) === true;
  }

  /**
   * When it goes into ALARM, where the alarms that are in ALARM stay so.
   *
   * @param raised the first one first
   */
  public raisedBy(raised: readonly Raised[]): Raised | undefined {
    const { rule } = this;
    for (const { after } of rule ? raised : []) {
      const until = raised.filter((one) => one.after <= after);
      if (rule!.holds((name) => until.some(({ alarm }) => alarm.alarmName === name))) {
        return { alarm: this.asAlarm(), after, keys: until.filter(({ alarm }) => this.watches(alarm)).flatMap(({ keys }) => keys) };
      }
    }
    return undefined;
  }

  private asAlarm(): Raised['alarm'] {
    return { name: this.name, metric: 'other alarms', tells: this.tells, alarmName: this.alarmName };
  }
}

/** @returns nothing for a rule that is not understood */
function readRule(text: string): AlarmRule | undefined {
  const tokens = [...text.matchAll(TOKEN)];
  const names = new Set<string>();
  let at = 0;
  const word = () => tokens[at]?.[5] ?? tokens[at]?.[6];
  const chain = (operand: () => Node | undefined, sign: string, combine: (one: boolean, other: boolean) => boolean): Node | undefined => {
    let left = operand();
    while (left && word() === sign) {
      at += 1;
      const [one, other] = [left, operand()];
      left = other && ((isInAlarm) => combine(one(isInAlarm), other(isInAlarm)));
    }
    return left;
  };
  const value = (): Node | undefined => {
    const [, state, quoted, single, bare] = tokens[at] ?? [];
    const sign = word();
    at += 1;
    if (state) {
      const name = (quoted ?? single ?? bare).replace(/^arn:.*:alarm:/, '');
      names.add(name);
      return state === 'ALARM' ? (isInAlarm) => isInAlarm(name) : (isInAlarm) => state === 'OK' && !isInAlarm(name);
    }
    if (sign === 'NOT') {
      const negated = value();
      return negated && ((isInAlarm) => !negated(isInAlarm));
    }
    if (sign === '(') {
      const inner = any();
      at += 1;
      return tokens[at - 1]?.[6] === ')' ? inner : undefined;
    }
    return sign === 'TRUE' || sign === 'FALSE' ? () => sign === 'TRUE' : undefined;
  };
  const all = () => chain(value, 'AND', (one, other) => one && other);
  const any = (): Node | undefined => chain(all, 'OR', (one, other) => one || other);
  const holds = any();
  const isRead = at === tokens.length && tokens.map(([whole]) => whole).join('') === text.trimEnd();
  return holds && isRead ? { holds, names } : undefined;
}
