import { FAULT_KINDS, FaultKind, FaultName } from './fault-kinds';
import { PlayedQueue } from './played-queue';
import { PlayedRule, PlayedTarget, isInOtherAccount, isInOtherRegion } from './played-rule';
import { TemplateResource } from '../../template/template-resource';

/** What a fault is aimed at. */
interface FaultAim {
  readonly resources: ReadonlySet<TemplateResource>;
  /** ARNs of what no template has; accounts and Regions. */
  readonly texts: ReadonlySet<string>;
  /** What targets are called at their rules. */
  readonly targetId?: string;
}

/** A fault, aimed at what the app has. */
export class PlayedFault {
  public readonly kind: FaultKind;

  /**
   * @param aim what is meant; everything that can have the fault where it is left out
   * @param until seconds after the event arrived from which on all is well again
   */
  constructor(
    public readonly name: FaultName,
    private readonly aim: FaultAim | undefined,
    public readonly until: number | undefined,
    public readonly label: string,
  ) {
    this.kind = FAULT_KINDS[name];
  }

  /** Whether the fault is there at a moment. */
  public isOn(at: number): boolean {
    return this.until === undefined || at < this.until;
  }

  public hitsTarget(rule: PlayedRule, reached: PlayedTarget): boolean {
    const { target, arn, account, region, id } = reached;
    switch (this.kind.place) {
      case 'target': return this.isAimedAt([target.resource, rule.tested.resource], [arn]) || this.aim?.targetId === id;
      case 'environment': return this.name === 'region-is-cut-off'
        ? isInOtherRegion(rule, reached) && this.isAimedAt([], [region, rule.region])
        : isInOtherAccount(rule, reached) && this.isAimedAt([], [account, rule.account]);
      default: return false;
    }
  }

  public hitsQueue({ resource, arn }: PlayedQueue): boolean {
    return this.kind.place === 'deadLetterQueue' && this.isAimedAt([resource], [arn]);
  }

  public hitsHandler({ target, lambda, arn, kind }: PlayedTarget): boolean {
    return this.kind.place === 'handler' && kind === 'function' && this.isAimedAt([target.resource, lambda], [arn]);
  }

  private isAimedAt(resources: (TemplateResource | undefined)[], texts: string[]): boolean {
    const { aim } = this;
    return aim === undefined || texts.some((text) => aim.texts.has(text))
      || resources.some((resource) => resource !== undefined && aim.resources.has(resource));
  }
}
