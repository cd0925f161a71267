import { RedriveRequest, inputOf } from './request';
import { RedriveSummary } from './summary';
import { redriveCommand } from '../redrive-command';

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
  return redriveCommand(name, region, { dryRun: false, ...inputOf({ ...request, dryRun: true }) });
}
