import { RedriveRequest, inputOf } from './request';
import { RedriveSummary } from './summary';

/**
 * The command for the next run, as the AWS CLI 2 takes it. A dry run is followed by one that sends.
 *
 * @returns nothing when there is nothing left to do, or this does not run on AWS Lambda
 */
export function nextRun(request: RedriveRequest, summary: RedriveSummary): string | undefined {
  const { AWS_LAMBDA_FUNCTION_NAME: name, AWS_REGION: region } = process.env;
  const { dryRun, redriven, left, arrivedSince, untouched, remaining } = summary;
  const rest = dryRun ? redriven : left + arrivedSince + untouched + (remaining?.visible ?? 0);
  if (!name || rest === 0) {
    return undefined;
  }
  return invocation(name, region, { dryRun: false, ...inputOf({ ...request, dryRun: true }) });
}

function invocation(name: string, region: string | undefined, input: object): string {
  const payload = JSON.stringify(input).replaceAll('\'', '\'\\\'\'');
  return `aws lambda invoke --function-name ${name}${region ? ` --region ${region}` : ''} --cli-binary-format raw-in-base64-out --cli-read-timeout 0 --payload '${payload}' summary.json`;
}
