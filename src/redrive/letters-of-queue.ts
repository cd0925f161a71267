import { ArnFormat, CfnResource, IAspect } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { identityOf, resourcesIn } from './resource-identity';
import { oneLevelOf, targetsByNow } from '../delivery/one-level';
import { asText } from '../delivery/written-reference';

const LATEST = '$LATEST';

/**
 * What writes letters to a dead-letter queue: a rule that could not deliver to a target, or a function that has failed.
 */
export interface LetterSource {
  readonly targetArn: string;
  /** None where the function itself sends what it did not manage. */
  readonly ruleArn?: string;
  /** The rule, or what says where a function's failures go. */
  readonly writer: IConstruct;
}

/**
 * Finds everything that writes letters to a queue, whoever made it: rules of this library, rules that are protected, targets
 * that bring the queue themselves or are added by an escape hatch, and functions whose failures are captured.
 */
export class LettersOfQueue implements IAspect {
  private readonly found = new Set<string>();

  constructor(private readonly queue: sqs.IQueue, private readonly tell: (source: LetterSource) => void) {
  }

  public visit(node: IConstruct): void {
    const sources = events.CfnRule.isCfnRule(node) ? this.sourcesOfRule(node) : isInvokeConfig(node) ? this.sourcesOfFunction(node) : [];
    for (const source of sources) {
      const key = `${source.ruleArn} ${source.targetArn}`;
      if (!this.found.has(key)) {
        this.found.add(key);
        this.tell(source);
      }
    }
  }

  public get isEmpty(): boolean {
    return this.found.size === 0;
  }

  private sourcesOfRule(rule: events.CfnRule): LetterSource[] {
    return knownTargets(targetsByNow(rule, rule.targets), rule)
      .filter(({ arn, queueArn }) => arn !== undefined && this.isQueue(queueArn, rule))
      .map(({ arn }) => ({ targetArn: arn!, ruleArn: rule.attrArn, writer: rule }));
  }

  private sourcesOfFunction(config: lambda.CfnEventInvokeConfig): LetterSource[] {
    const { onFailure } = oneLevelOf(config.destinationConfig, config) ?? {};
    if (!this.isQueue(oneLevelOf(onFailure, config)?.destination, config)) {
      return [];
    }
    const [fn] = resourcesIn(config.functionName) as lambda.CfnFunction[];
    const arn = fn?.attrArn ?? functionArn(config);
    return [{ targetArn: config.qualifier === LATEST ? arn : `${arn}:${config.qualifier}`, writer: config }];
  }

  private isQueue(arn: string | undefined, writer: IConstruct): boolean {
    return typeof arn === 'string' && identityOf(arn, writer) === identityOf(this.queue.queueArn, this.queue);
  }
}

/** A configuration names its function, or gives its ARN. */
function functionArn({ functionName, stack }: lambda.CfnEventInvokeConfig): string {
  return functionName.startsWith('arn:') ? functionName
    : stack.formatArn({ service: 'lambda', resource: 'function', resourceName: functionName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

interface KnownTarget {
  readonly arn?: string;
  readonly queueArn?: string;
}

/** The targets of a rule that are known, those included between which a condition chooses. */
function knownTargets(targets: unknown, rule: IConstruct): KnownTarget[] {
  const known = oneLevelOf(targets, rule);
  if (Array.isArray(known)) {
    return known.flatMap((target) => knownTargets(target, rule));
  }
  if (Array.isArray(known?.['Fn::If'])) {
    return known['Fn::If'].slice(1).flatMap((choice: unknown) => knownTargets(choice, rule));
  }
  const letters = oneLevelOf(known?.deadLetterConfig ?? known?.DeadLetterConfig, rule);
  return known ? [{ arn: asText(known.arn ?? known.Arn, rule), queueArn: asText(letters?.arn ?? letters?.Arn, rule) }] : [];
}

function isInvokeConfig(node: IConstruct): node is lambda.CfnEventInvokeConfig {
  return CfnResource.isCfnResource(node) && node.cfnResourceType === lambda.CfnEventInvokeConfig.CFN_RESOURCE_TYPE_NAME;
}
