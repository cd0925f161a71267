import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand, Target } from '@aws-sdk/client-eventbridge';
import { parseArn } from './arn';
import { Aws } from './aws';
import { FailedCall } from './failed-call';
import { Refusal } from './refusal';
import { InputOfTarget } from '../../pattern/input/target-input';

/** A rule that could not be read so often is not asked for again for a while. */
const FAILURES = 5;
const PAUSE_MILLISECONDS = 60_000;
const GONE = 'ResourceNotFoundException';
const DENIED = /AccessDenied|NotAuthorized|Forbidden/;

/**
 * A target as the EventBridge API returns it.
 */
export interface RuleTarget extends InputOfTarget {
  readonly Arn: string;
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly KinesisParameters?: { readonly PartitionKeyPath?: string };
}

/** A rule as it stands now. */
export interface Rule {
  readonly targets: RuleTarget[];
  /** Unknown where the role may not ask. */
  readonly enabled?: boolean;
}

interface Failures {
  count: number;
  error: Refusal;
  /** Until when the rule is not asked for again. */
  until: number;
}

/** Where a rule is: `rule/<name>` on the default bus, `rule/<bus>/<name>` on another. */
export interface RuleAddress {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly bus?: string;
}

/**
 * @returns nothing when the text is no ARN of a rule
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export function parseRuleArn(ruleArn: string): RuleAddress | undefined {
  const arn = parseArn(ruleArn);
  const [kind, ...path] = arn?.resource.split('/') ?? [];
  const name = path.pop();
  return arn?.service === 'events' && kind === 'rule' && name
    ? { region: arn.region, account: arn.account, name, bus: path.join('/') || undefined }
    : undefined;
}

/**
 * The rules that letters name, as they stand now. Each is looked up once.
 */
export class Rules {
  private readonly known = new Map<string, Rule>();
  private readonly failures = new Map<string, Failures>();

  /**
   * @param account the account of the function, which can read no other's rules; undefined where it is not known
   */
  constructor(private readonly aws: Aws, private readonly account: string | undefined) {
  }

  /** @throws Refusal when the rule cannot be read, or is gone */
  public async find(ruleArn: string): Promise<Rule> {
    const known = this.known.get(ruleArn);
    if (known) {
      return known;
    }
    const failures = this.failures.get(ruleArn);
    if (failures && this.aws.clock.now() < failures.until) {
      throw failures.error;
    }
    try {
      const rule = await this.read(ruleArn);
      this.known.set(ruleArn, rule);
      return rule;
    } catch (error) {
      throw this.remember(ruleArn, error as Error, (failures?.count ?? 0) + 1);
    }
  }

  private async read(ruleArn: string): Promise<Rule> {
    const address = parseRuleArn(ruleArn);
    if (!address) {
      throw new Refusal('RULE_ARN is not the ARN of a rule');
    }
    if (this.account !== undefined && address.account !== this.account) {
      throw new Refusal(`a rule of account ${address.account}, which this function cannot read`);
    }
    const client = this.aws.client(EventBridgeClient, address.region);
    const rule = { name: address.name, bus: address.bus };
    const targets = await this.targetsOf(client, rule);
    return { targets, enabled: await this.isEnabled(client, rule) };
  }

  private async targetsOf(client: EventBridgeClient, { name, bus }: { name: string; bus?: string }): Promise<RuleTarget[]> {
    const targets: Target[] = [];
    let token: string | undefined;
    do {
      const page = new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus, NextToken: token });
      const { Targets: some = [], NextToken: next } = await this.aws.call('ListTargetsByRule', (options) => client.send(page, options), { repeatable: true });
      targets.push(...some);
      token = next;
    } while (token);
    return targets as RuleTarget[];
  }

  private async isEnabled(client: EventBridgeClient, { name, bus }: { name: string; bus?: string }): Promise<boolean | undefined> {
    try {
      const ask = new DescribeRuleCommand({ Name: name, EventBusName: bus });
      const { State: state } = await this.aws.call('DescribeRule', (options) => client.send(ask, options), { repeatable: true });
      return state === undefined ? undefined : state !== 'DISABLED';
    } catch {
      return undefined;
    }
  }

  private remember(ruleArn: string, error: Error, count: number): Refusal {
    const refusal = asRefusal(error);
    const isFinal = error instanceof Refusal || (error instanceof FailedCall && (error.code === GONE || DENIED.test(error.code)));
    const until = isFinal ? Infinity : count >= FAILURES ? this.aws.clock.now() + PAUSE_MILLISECONDS : 0;
    this.failures.set(ruleArn, { count, error: refusal, until });
    return refusal;
  }
}

function asRefusal(error: Error): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (error instanceof FailedCall && DENIED.test(error.code)) {
    // The role may read the rules of the app, and not one that was removed from it.
    return new Refusal(`the rule is gone, or none that this function may read: ${error.message}`);
  }
  return error instanceof FailedCall && error.code === GONE
    ? new Refusal('the rule is gone')
    : new Refusal(`the rule could not be read: ${error.message}`);
}
