import { Sender } from './dispatch';
import { jsonInput } from './json-input';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const ACCEPTED = 202;

export const toFunction: Sender = async ({ target: { Arn: functionArn }, arn: { region }, payload }, { aws }) => {
  const input = Buffer.from(jsonInput(payload));
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const client = aws.client(LambdaClient, region);
  return {
    rehearse: async (options) => {
      await client.send(new InvokeCommand({ FunctionName: functionArn, InvocationType: 'DryRun' }), options);
    },
    call: 'Invoke',
    repeatable: false,
    send: async (options) => {
      const { StatusCode: status } = await client.send(new InvokeCommand({
        FunctionName: functionArn, InvocationType: 'Event', Payload: input,
      }), options);
      if (status !== ACCEPTED) {
        throw new Error(`AWS Lambda answered with status ${status} instead of ${ACCEPTED}`);
      }
    },
  };
};
