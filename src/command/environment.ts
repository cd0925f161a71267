import { Environment } from './input/read-template';
import { Options } from './options';
import { UsageError } from './usage-error';

/**
 * @throws UsageError when a value is no account or no Region
 */
export function environmentOf(options: Options): Environment {
  const [account, region] = [options.text('account'), options.text('region')];
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account is '${account}': the id of an account has 12 digits.`);
  }
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`--region is '${region}': a Region is named like eu-west-1.`);
  }
  return { ...account !== undefined && { account }, ...region !== undefined && { region } };
}
