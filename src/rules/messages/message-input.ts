import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

/**
 * The input of a target that is made when its rule is known, whose Region tells where the console is.
 *
 * @internal
 */
export class MessageInput extends events.RuleTargetInput {
  /**
   * @param make makes the input for a rule in a Region; nothing where the Region is known at deployment only
   */
  constructor(private readonly make: (region: string | undefined) => events.RuleTargetInput) {
    super();
  }

  public bind(rule: events.IRule): events.RuleTargetInputProperties {
    const { region } = Stack.of(rule);
    return this.make(Token.isUnresolved(region) ? undefined : region).bind(rule);
  }
}
