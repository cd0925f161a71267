import { Sender } from './dispatch';
import { jsonInput } from './json-input';
import { fingerprintOf } from '../dead-letter';
import { Refusal } from '../refusal';

/** An execution's name has at most 80 characters. */
const DIGITS = 48;
const ALREADY_STARTED = 'ExecutionAlreadyExists';

/**
 * A letter starts one execution, whose name is the same for each attempt. Express workflows do not look at names.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const toStateMachine: Sender = async ({ target: { Arn: machineArn }, arn: { region, resource }, payload, letter }, { aws }) => {
  if (!resource.startsWith('stateMachine:')) {
    throw new Refusal('the target is not a state machine');
  }
  const input = jsonInput(payload);
  const { SFNClient, StartExecutionCommand } = await import('@aws-sdk/client-sfn');
  const name = `redrive-${fingerprintOf(letter, payload).slice(0, DIGITS)}`;
  return {
    call: 'StartExecution',
    repeatable: false,
    send: async (options) => {
      try {
        await aws.client(SFNClient, region).send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }), options);
      } catch (error) {
        // An earlier attempt on this very letter has started it.
        if ((error as Error).name !== ALREADY_STARTED) {
          throw error;
        }
      }
    },
  };
};
