import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TrailNeed } from './trail-need';
import { knownToDiffer } from '../delivery/known-to-differ';

/**
 * What a trail is known to record.
 */
export interface TrailRecords {
  readonly managementEvents: boolean;
  /** Types of resources. */
  readonly dataEvents: Set<string>;
  readonly insights: boolean;
  /** Event sources. */
  readonly networkActivity: Set<string>;
}

/**
 * A trail that the app makes, or says is there.
 */
export class KnownTrail {
  /**
   * @param scope below which it counts
   * @param place the account and the Region whose events it records; where one is left out, all
   * @param records what it records, when the app is synthesized
   */
  constructor(
    private readonly scope: IConstruct,
    private readonly place: { readonly account?: string; readonly region?: string },
    private readonly records: () => TrailRecords,
  ) {
  }

  /**
   * Whether the trail was made or said for the part of the app that a rule is in, whatever account and Region it records.
   */
  public isSaidFor(rule: IConstruct): boolean {
    return rule.node.scopes.includes(this.scope);
  }

  /**
   * Whether the trail records what happens in the account and Region of a rule, as far as these are known.
   */
  public sees(rule: IConstruct): boolean {
    return this.countsFor(rule) && this.whereElse(rule) === undefined;
  }

  /**
   * The account or Region that the trail records instead of the rule's; nothing where they are the same, or not known.
   */
  public whereElse(rule: IConstruct): string | undefined {
    const { account, region } = Stack.of(rule);
    if (knownToDiffer(this.place.account, account)) {
      return `account ${this.place.account}, and the rule is in ${account}`;
    }
    return knownToDiffer(this.place.region, region) ? `Region ${this.place.region}, and the rule is in ${region}` : undefined;
  }

  /**
   * What is left of a need when this trail has recorded its part.
   */
  public without(need: TrailNeed): TrailNeed {
    const { managementEvents, dataEvents, insights, networkActivity } = this.records();
    return {
      managementEvents: need.managementEvents && !managementEvents,
      dataCalls: need.dataCalls.filter(({ types }) => !types.some((type) => dataEvents.has(type))),
      insights: need.insights && !insights,
      networkActivity: need.networkActivity.filter((eventSource) => !networkActivity.has(eventSource)),
    };
  }

  /** Below its scope; and, of a known account, in every stage. */
  private countsFor(rule: IConstruct): boolean {
    return this.isSaidFor(rule) || isSame(this.place.account, Stack.of(rule).account);
  }
}

function isSame(one: string | undefined, other: string): boolean {
  return isKnown(one) && one === other;
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && !Token.isUnresolved(value);
}
