import { CfnResource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { warn } from '../construct-notices';
import { knownToDiffer } from '../known-to-differ';

type BindScope = Parameters<cloudwatch.IAlarmAction['bind']>[0];

/**
 * Binds an action to an alarm. For a function, the permission stands beside the alarm: the CDK puts it below the function,
 * where the permissions of several alarms get one name, and where it makes the stacks of alarm and function wait for each
 * other.
 *
 * @see https://github.com/aws/aws-cdk/issues/30754
 */
export function bindAction(action: cloudwatch.IAlarmAction, scope: BindScope, alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
  const { lambdaFunction } = action as { readonly lambdaFunction?: lambda.IFunction };
  if (!Construct.isConstruct(lambdaFunction)) {
    return action.bind(scope, alarm);
  }
  letCall(alarm, lambdaFunction);
  return { alarmActionArn: lambdaFunction.functionArn };
}

function letCall(alarm: cloudwatch.IAlarm, called: lambda.IFunction): void {
  const [own, other] = [Stack.of(alarm).account, called.env.account];
  if (knownToDiffer(own, other)) {
    warn(alarm, 'alarm-action-permission',
      `Function '${called.node.path}' is in account ${other}, where alarm '${alarm.node.path}' of account ${own} cannot be let in from here: let lambda.alarms.cloudwatch.amazonaws.com invoke it for that alarm, then acknowledge this warning.`);
    return;
  }
  const id = `Permission-${called.node.addr.slice(-8)}`;
  if (!alarm.node.tryFindChild(id)) {
    new CfnResource(alarm as unknown as Construct, id, {
      type: 'AWS::Lambda::Permission',
      properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: called.functionArn,
        Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
        SourceAccount: own,
        SourceArn: alarm.alarmArn,
      },
    });
  }
}
