import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * What runs a redrive, in a shell with the AWS CLI 2.
 *
 * @param input what the function is given
 */
export function redriveCommand(fn: lambda.IFunction, input: object): string {
  const { functionName, env: { region } } = fn;
  return `aws lambda invoke --function-name ${functionName} --region ${region} --cli-binary-format raw-in-base64-out --cli-read-timeout 0 --payload '${JSON.stringify(input)}' summary.json && cat summary.json`;
}
