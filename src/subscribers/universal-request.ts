import { Fn, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { jsonataOf } from './jsonata-input';
import { typeOf } from './target-kind';

/** The call of an AWS API that stands for a target of which a subscriber has no kind. */
export interface UniversalRequest {
  readonly arn: string;
  /** The request, or the expression that makes it of the event. */
  readonly request: string;
}

interface Translation {
  /** As the ARN of a universal target spells them. */
  readonly call: string;
  /** What the request holds besides what the input says. */
  readonly request: (target: events.RuleTargetConfig) => object;
  /** Which field of the request the input is; the request itself where none is named. */
  readonly inputField?: string;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-migrate.html */
const TRANSLATIONS: { applies: (target: events.RuleTargetConfig) => boolean; translation: Translation }[] = [
  { applies: ({ ecsParameters }) => ecsParameters !== undefined, translation: { call: 'ecs:runTask', request: ecsRequest, inputField: 'overrides' } },
  { applies: ({ batchParameters }) => batchParameters !== undefined, translation: { call: 'batch:submitJob', request: batchRequest } },
  { applies: ({ redshiftDataParameters }) => redshiftDataParameters !== undefined, translation: { call: 'redshiftdata:executeStatement', request: redshiftRequest } },
  { applies: isOf('codebuild', 'AWS::CodeBuild::Project'), translation: { call: 'codebuild:startBuild', request: ({ arn }) => ({ projectName: partOf(arn, '/', 1) }) } },
  { applies: isOf('codepipeline', 'AWS::CodePipeline::Pipeline'), translation: { call: 'codepipeline:startPipelineExecution', request: ({ arn }) => ({ name: partOf(arn, ':', 5) }) } },
];

/**
 * The API call that does what a rule does with the target. None for the kinds that a subscriber knows itself.
 *
 * @throws when an API call cannot do it
 */
export function universalRequest(subscriber: Construct, target: events.RuleTargetConfig): UniversalRequest | undefined {
  const found = TRANSLATIONS.find(({ applies }) => applies(target));
  if (!found) {
    return undefined;
  }
  const { call, request, inputField } = found.translation;
  const stack = Stack.of(subscriber);
  const fixed = stack.toJsonString(request(target));
  const input = jsonataOf(subscriber, target.input);
  const added = input === undefined ? undefined : inputField ? `{ "${inputField}": ${input} }` : input;
  return { arn: `arn:${stack.partition}:events:::aws-sdk:${call}`, request: added === undefined ? fixed : `{% $merge([${fixed}, ${added}]) %}` };
}

function ecsRequest({ arn, ecsParameters }: events.RuleTargetConfig): object {
  const { taskDefinitionArn, taskCount, networkConfiguration, tagList, ...rest } = ecsParameters as any;
  const { awsVpcConfiguration } = networkConfiguration ?? {};
  return {
    cluster: arn,
    taskDefinition: taskDefinitionArn,
    count: taskCount,
    ...rest,
    networkConfiguration: awsVpcConfiguration && { awsvpcConfiguration: awsVpcConfiguration },
    tags: tagList,
  };
}

function batchRequest({ arn, batchParameters }: events.RuleTargetConfig): object {
  return { jobQueue: arn, ...batchParameters };
}

function redshiftRequest({ arn, redshiftDataParameters }: events.RuleTargetConfig): object {
  const { database, dbUser, secretManagerArn, sql, sqls, statementName, withEvent } = redshiftDataParameters!;
  if (sqls) {
    throw new Error('A subscriber runs one statement of Amazon Redshift, and the target has several: make a subscriber for each, or call a procedure.');
  }
  const isCluster = arn.split(':')[5] === 'cluster';
  return {
    ...(isCluster ? { ClusterIdentifier: partOf(arn, ':', 6) } : { WorkgroupName: partOf(arn, '/', 1) }),
    Database: database,
    DbUser: dbUser,
    SecretArn: secretManagerArn,
    Sql: sql,
    StatementName: statementName,
    WithEvent: withEvent,
  };
}

function isOf(service: string, resourceType: string): (target: events.RuleTargetConfig) => boolean {
  return ({ arn, targetResource }) => arn.split(':')[2] === service || typeOf(targetResource) === resourceType;
}

/** A part of an ARN, known now or at deployment. */
function partOf(arn: string, separator: '/' | ':', at: number): string {
  return Fn.select(at, Fn.split(separator, arn));
}
