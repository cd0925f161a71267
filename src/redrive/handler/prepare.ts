import { DeadLetter, isSuccess } from './dead-letter';
import { Refusal } from './refusal';
import { RedriveRequest } from './request';
import { RuleTarget, Rules } from './rules';
import { Dispatch, DispatchContext } from './targets/dispatch';
import { prepareDispatch, requireKnownKind } from './targets/senders';
import { parseJson } from '../../pattern/input/json-text';
import { DeliveredEvent, targetInput } from '../../pattern/input/target-input';

/** What it takes to find out what a letter asks for. */
export interface Knowledge {
  readonly rules: Rules;
  readonly context: DispatchContext;
}

/**
 * Everything that comes before a letter is sent; a dry run ends here.
 *
 * @throws Refusal when the letter cannot be sent
 */
export async function prepare(letter: DeadLetter, request: RedriveRequest, { rules, context }: Knowledge): Promise<Dispatch> {
  if (isSuccess(letter)) {
    throw new Refusal('a record of an invocation that has succeeded, which there is no need to repeat');
  }
  if (letter.foreignSender !== undefined && !request.anySender) {
    throw new Refusal(`written by ${letter.foreignSender}, and not by ${letter.kind === 'delivery' ? 'EventBridge' : 'the function that it names'}: see who that is, and redrive with "anySender": true if it is to be trusted`);
  }
  const arn = requireKnownKind(letter.targetArn);
  if (letter.kind === 'invocation') {
    return prepareDispatch({ target: { Arn: letter.targetArn }, arn, payload: letter.text, letter }, context);
  }
  const { targets, enabled } = await rules.find(letter.ruleArn);
  const target = targetOf(targets, letter.targetArn);
  if (enabled === false && !request.includeDisabledRules) {
    throw new Refusal('the rule is disabled: enable it, or redrive with "includeDisabledRules": true');
  }
  return prepareDispatch({ target, arn, payload: payloadOf(target, letter.text, letter.ruleArn), letter }, context);
}

/** A letter does not say which of a rule's targets with one ARN it was for. */
function targetOf(targets: RuleTarget[], targetArn: string): RuleTarget {
  const fitting = targets.filter(({ Arn: arn }) => arn === targetArn);
  if (fitting.length === 0) {
    throw new Refusal('the rule has no such target any more');
  }
  if (new Set(fitting.map(whatItGets)).size > 1) {
    throw new Refusal(`the rule has this target ${fitting.length} times with different input, and a dead letter does not say which was meant`);
  }
  return fitting[0];
}

function whatItGets({ Input, InputPath, InputTransformer, SqsParameters, KinesisParameters }: RuleTarget): string {
  return JSON.stringify([Input, InputPath, InputTransformer, SqsParameters, KinesisParameters]);
}

/** A whole event is handed on as it is written. */
function payloadOf(target: RuleTarget, text: string, ruleArn: string): string {
  const { Input: input, InputPath: path, InputTransformer: transformer } = target;
  if (input === undefined && path === undefined && transformer === undefined) {
    return text;
  }
  try {
    return targetInput(target, parseJson(text) as DeliveredEvent, { ruleArn });
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}
