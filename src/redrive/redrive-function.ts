import { resolve } from 'node:path';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { redriveFailed } from './redrive-alarm';
import { redriveCommand } from './redrive-command';
import { defineAlarm } from '../delivery/alarms/alarm-definition';
import { DeliveryAlarms } from '../delivery/alarms/delivery-alarms';
import { defaultsFor } from '../delivery/delivery-defaults';

/** Made of `handler` when the library is compiled. */
const CODE = resolve(__dirname, '..', '..', 'lib', 'redrive', 'function');

/** What the function of one redrive has that another's has not. */
interface RedriveFunctionProps extends Omit<lambda.FunctionProps, 'runtime' | 'code' | 'environmentEncryption'> {
  /** Encrypts its environment, and its log group unless there is a `logGroup`. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Makes the function of a redrive, which runs when somebody invokes it.
 */
export function redriveFunctionIn(redrive: Construct, { encryptionKey, ...props }: RedriveFunctionProps): lambda.Function {
  return new lambda.Function(redrive, 'Function', {
    ...props,
    runtime: lambda.Runtime.NODEJS_22_X,
    architecture: lambda.Architecture.ARM_64,
    code: lambda.Code.fromAsset(CODE),
    memorySize: props.memorySize ?? 256,
    timeout: props.timeout ?? Duration.minutes(15),
    // Somebody waits for the answer, and invokes again when need be.
    retryAttempts: 0,
    logGroup: props.logGroup ?? logGroupIn(redrive, encryptionKey),
    environmentEncryption: encryptionKey,
  });
}

/**
 * Makes the alarm of a redrive that has broken off; none where the defaults switch alarms off.
 */
export function redriveAlarmOf(redrive: Construct, fn: lambda.IFunction): cloudwatch.Alarm | undefined {
  const defaults = defaultsFor(redrive);
  const alarms = (defaults.alarms ?? DeliveryAlarms.perRule())._options;
  return alarms && defineAlarm(redrive, redriveFailed(fn), defaults.alarmActions);
}

/**
 * Puts the commands that run a redrive into the outputs of its stack.
 *
 * @param sends what it does where it is no dry run
 */
export function addRedriveCommands(redrive: Construct, { functionName, env: { region } }: lambda.IFunction, sends: string): void {
  const command = (input: object) => `${redriveCommand(functionName, region, input)} && cat summary.json`;
  new CfnOutput(redrive, 'Look', { description: 'Tells what a redrive would do. Needs the AWS CLI 2.', value: command({}) });
  new CfnOutput(redrive, 'Send', { description: `${sends}. Needs the AWS CLI 2.`, value: command({ dryRun: false }) });
}

function logGroupIn(redrive: Construct, encryptionKey: kms.IKey | undefined): logs.LogGroup {
  const stack = Stack.of(redrive);
  const service = `logs.${stack.region}.${stack.urlSuffix}`;
  encryptionKey?.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: ['kms:Decrypt*', 'kms:Describe*', 'kms:Encrypt*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: '*' }) } },
  }));
  return new logs.LogGroup(redrive, 'Logs', { retention: logs.RetentionDays.ONE_YEAR, encryptionKey });
}
