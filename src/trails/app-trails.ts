import { IConstruct } from 'constructs';
import { KnownTrail } from './known-trail';
import { TrailNeed } from './trail-need';

/**
 * The trails of an app, and the rules that rely on them.
 */
export class AppTrails {
  /**
   * Those of the app that a construct is part of.
   */
  public static of(construct: IConstruct): AppTrails {
    const root = construct.node.root;
    let trails = AppTrails.BY_ROOT.get(root);
    if (!trails) {
      trails = new AppTrails();
      AppTrails.BY_ROOT.set(root, trails);
    }
    return trails;
  }

  private static readonly BY_ROOT = new WeakMap<IConstruct, AppTrails>();

  private readonly trails: KnownTrail[] = [];
  private readonly needs = new Map<IConstruct, TrailNeed>();
  /** Rules to which events are forwarded, from accounts and Regions of which nothing is known. */
  private readonly fed = new Set<IConstruct>();

  private constructor() {
  }

  public addTrail(trail: KnownTrail): void {
    this.trails.push(trail);
  }

  /**
   * @param rule the rule
   * @param need what must be recorded for it
   * @param isFed whether the events are forwarded to the rule, from wherever they are recorded
   */
  public addNeed(rule: IConstruct, need: TrailNeed, isFed: boolean): void {
    this.needs.set(rule, need);
    if (isFed) {
      this.fed.add(rule);
    }
  }

  /**
   * What the rules need whose account and Region a trail records. Those of another stage do not count: it may be synthesized
   * long after the trail.
   */
  public needsSeenBy(trail: KnownTrail): TrailNeed[] {
    return [...this.needs].filter(([rule]) => trail.isSaidFor(rule) && this.serves(trail, rule)).map(([, need]) => need);
  }

  /**
   * Whether a trail of another stage records the account and Region of a rule.
   */
  public hasOfOtherStage(rule: IConstruct): boolean {
    return this.trails.some((trail) => !trail.isSaidFor(rule) && trail.sees(rule));
  }

  /**
   * What a rule needs and no trail is known to record.
   */
  public missingFor(rule: IConstruct): TrailNeed {
    return this.trails.filter((trail) => this.serves(trail, rule)).reduce((need, trail) => trail.without(need), this.needs.get(rule)!);
  }

  /**
   * Where the events are recorded instead that a rule needs and no trail is known to record there.
   */
  public whereElse(rule: IConstruct): string | undefined {
    const missing = this.missingFor(rule);
    const elsewhere = this.trails.filter((trail) => !this.fed.has(rule) && trail.whereElse(rule) !== undefined);
    return elsewhere.find((trail) => size(trail.without(missing)) < size(missing))?.whereElse(rule);
  }

  private serves(trail: KnownTrail, rule: IConstruct): boolean {
    return this.fed.has(rule) ? trail.isSaidFor(rule) : trail.sees(rule);
  }
}

function size({ managementEvents, dataCalls, insights, networkActivity }: TrailNeed): number {
  return Number(managementEvents) + dataCalls.length + Number(insights) + networkActivity.length;
}
