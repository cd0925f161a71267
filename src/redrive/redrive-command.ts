/**
 * What runs a redrive, in a shell with the AWS CLI 2. The function that it runs says it too, so that it knows nothing of the CDK.
 *
 * @param region of the function; that of the shell unless given
 * @param input what the function is given
 */
export function redriveCommand(functionName: string, region: string | undefined, input: object): string {
  const payload = JSON.stringify(input).replaceAll('\'', '\'\\\'\'');
  return `aws lambda invoke --function-name ${functionName}${region ? ` --region ${region}` : ''} --cli-binary-format raw-in-base64-out --cli-read-timeout 0 --payload '${payload}' summary.json`;
}
