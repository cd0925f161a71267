import { Lazy, Resource, Stack, Stage } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AppTrails } from './app-trails';
import { requireDataEventTypes } from './data-event-types';
import { KnownTrail } from './known-trail';
import { CreateTrailOptions } from './trail-options';
import { TrailSelection, selectorsFor } from './trail-selectors';
import { isBasicDataEventType } from '../catalog/data-events';
import { optionName } from '../catalog/option-spelling';
import { warn } from '../delivery/construct-notices';
import { problemOfKey } from '../delivery/dead-letters/usable-key';
import { requireUniqueName } from '../delivery/unique-name';

/**
 * A trail for all Regions of the account, which selects exactly what the rules of its stage match.
 * `Trails.of(stack).create()` makes it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class ServiceEventTrail extends Construct {
  /**
   * The trail.
   */
  public readonly trail: cloudtrail.Trail;

  /**
   * The bucket that takes the log files.
   */
  public readonly bucket: s3.IBucket;

  private readonly known: KnownTrail;

  /**
   * Makes the trail, and a bucket for its log files where none is given.
   *
   * @internal
   */
  constructor(scope: Construct, id: string, private readonly options: CreateTrailOptions) {
    super(scope, id);
    requireDataEventTypes(options.dataEvents ?? []);
    this.requireUsableKey(options);
    requireUniqueName(this, { what: 'trail', option: 'trailName', name: options.trailName });
    const stack = Stack.of(this);
    this.bucket = options.bucket ?? new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
    });
    this.trail = new cloudtrail.Trail(this, 'Trail', {
      bucket: this.bucket,
      encryptionKey: options.encryptionKey,
      trailName: options.trailName,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
    });
    this.warnOfOthersResources();
    this.letTrailEncrypt();
    const resource = this.trail.node.defaultChild as cloudtrail.CfnTrail;
    resource.eventSelectors = Lazy.any({ produce: () => selectorsFor(stack, this.selection).basic });
    resource.advancedEventSelectors = Lazy.any({ produce: () => selectorsFor(stack, this.selection).advanced });
    resource.insightSelectors = Lazy.any({ produce: () => (this.hasInsights ? INSIGHTS : undefined) });

    this.known = new KnownTrail(Stage.of(this) ?? this.node.root, { account: stack.account }, () => ({
      managementEvents: options.managementEvents ?? true,
      dataEvents: new Set(this.selection.dataEvents.keys()),
      insights: this.hasInsights,
      networkActivity: new Set(this.selection.networkActivity),
    }));
    AppTrails.of(this).addTrail(this.known);
    this.node.addValidation({ validate: () => this.validateSelection() });
  }

  private get selection(): TrailSelection {
    const needs = AppTrails.of(this).needsSeenBy(this.known);
    const dataEvents = new Map<string, string[]>();
    for (const { eventName, types } of needs.flatMap(({ dataCalls }) => dataCalls)) {
      // A type that a basic selector knows holds all that the call can be made on, but for access points.
      for (const type of types.some(isBasicDataEventType) ? types.filter(isBasicDataEventType) : types) {
        dataEvents.set(type, [...new Set([...dataEvents.get(type) ?? [], eventName])].sort());
      }
    }
    for (const type of this.options.dataEvents ?? []) {
      dataEvents.set(type, []);
    }
    return {
      managementEvents: this.options.managementEvents ?? true,
      dataEvents: new Map([...dataEvents].sort()),
      networkActivity: [...new Set(needs.flatMap(({ networkActivity }) => networkActivity))].sort(),
    };
  }

  private get hasInsights(): boolean {
    return AppTrails.of(this).needsSeenBy(this.known).some(({ insights }) => insights);
  }

  private validateSelection(): string[] {
    const { managementEvents, dataEvents, networkActivity } = this.selection;
    return managementEvents || dataEvents.size > 0 || networkActivity.length > 0
      ? []
      : [`The trail '${this.node.path}' would record nothing: ${optionName('managementEvents')} is false, and no rule matches data events. Leave ${optionName('managementEvents')} out, name ${optionName('dataEvents')}, or leave the trail out.`];
  }

  /** CloudTrail takes a key of the Region of the bucket, which is not known of one that is made elsewhere. */
  private requireUsableKey({ bucket, encryptionKey: key }: CreateTrailOptions): void {
    const problem = key && problemOfKey(key, bucket ? key.env.region : Stack.of(this).region);
    if (problem) {
      throw new Error(`${optionName('encryptionKey')} of trail '${this.node.path}' cannot be used: ${problem}.`);
    }
  }

  /** The policies of what another app makes are not written by this one. */
  private warnOfOthersResources(): void {
    const { bucket, encryptionKey } = this.options;
    if (bucket && !Resource.isOwnedResource(bucket)) {
      warn(this, 'trail-bucket-policy', `The policy of bucket '${bucket.node.path}' is not written by this app, so CloudTrail may not be able to write to it. Its policy must hold these statements: ${this.shown(this.bucketStatements(bucket))}. Acknowledge this warning once it does.`);
    }
    if (encryptionKey && !Resource.isOwnedResource(encryptionKey)) {
      warn(this, 'trail-key-policy', `The policy of key '${encryptionKey.node.path}' is not written by this app, so CloudTrail may not be able to encrypt with it. Its policy must hold this statement: ${this.shown([this.keyStatement])}. Acknowledge this warning once it does.`);
    }
  }

  /** The CDK leaves the policy of the key to its users. */
  private letTrailEncrypt(): void {
    this.options.encryptionKey?.addToResourcePolicy(this.keyStatement);
  }

  private get keyStatement(): iam.PolicyStatement {
    return this.statement(['kms:GenerateDataKey*', 'kms:DescribeKey'], '*');
  }

  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
  private bucketStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
    return [
      this.statement(['s3:GetBucketAcl'], bucket.bucketArn),
      this.statement(['s3:PutObject'], bucket.arnForObjects(`AWSLogs/${Stack.of(this).account}/*`), { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }),
    ];
  }

  private statement(actions: string[], resource: string, conditions: Record<string, object> = {}): iam.PolicyStatement {
    const { account, partition } = Stack.of(this);
    return new iam.PolicyStatement({
      actions,
      principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
      resources: [resource],
      conditions: { ...conditions, ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudtrail:*:${account}:trail/*` } },
    });
  }

  private shown(statements: iam.PolicyStatement[]): string {
    return statements.map((statement) => JSON.stringify(Stack.of(this).resolve(statement.toStatementJson()))).join(', ');
  }
}

const INSIGHTS = [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }];
