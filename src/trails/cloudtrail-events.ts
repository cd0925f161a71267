import { Lazy, Stack, Stage } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { AppTrails } from './app-trails';
import { CloudTrailEventsOptions, ExistingCloudTrailEvents } from './cloudtrail-events-options';
import { requireDataEventTypes } from './data-event-types';
import { KnownTrail } from './known-trail';
import { TrailSelection, selectorsFor } from './trail-selectors';
import { isBasicDataEventType } from '../catalog/data-events';

const ID = 'CloudTrailEvents';

/**
 * What CloudTrail records, without which no rule on its events ever matches.
 *
 * Management events reach EventBridge only from an account in which a trail logs them, data events only where a trail
 * selects them. Often that is the organization's trail, which no app can see.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class CloudTrailEvents extends Construct {
  /**
   * Says what is recorded by trails that the app does not make itself. Said once for an app, a stage or a stack, it counts
   * for all rules below.
   *
   * @param scope the app, or the part of it for which it is so
   * @param records what is recorded
   * @throws when a type of resources has no data events
   */
  public static existing(scope: IConstruct, records: ExistingCloudTrailEvents): void {
    const { managementEvents = false, dataEvents = [], insights = false, networkActivity = [], account, region } = records;
    requireDataEventTypes(dataEvents);
    const recorded = { managementEvents, dataEvents: new Set(dataEvents), insights, networkActivity: new Set(networkActivity) };
    AppTrails.of(scope).addTrail(new KnownTrail(scope, { account, region }, () => recorded));
  }

  /**
   * Makes a trail for all Regions of the account, which selects exactly what the rules of the app (of its stage) match.
   *
   * @param scope the stack that the trail is part of
   * @param options what is recorded besides, and where
   * @throws when the stack makes one already, or a type of resources has no data events
   */
  public static enable(scope: Construct, options: CloudTrailEventsOptions = {}): CloudTrailEvents {
    if (scope.node.tryFindChild(ID)) {
      throw new Error(`'${scope.node.path}' makes a trail already: CloudTrailEvents.enable is called once, and its trail records what all rules match.`);
    }
    return new CloudTrailEvents(scope, ID, options);
  }

  /**
   * The trail.
   */
  public readonly trail: cloudtrail.Trail;

  /**
   * The bucket that takes the log files.
   */
  public readonly bucket: s3.IBucket;

  private readonly known: KnownTrail;

  private constructor(scope: Construct, id: string, private readonly options: CloudTrailEventsOptions) {
    super(scope, id);
    requireDataEventTypes(options.dataEvents ?? []);
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
      : [`The trail '${this.node.path}' would record nothing: managementEvents is false, and no rule matches data events. Leave managementEvents out, name dataEvents, or leave the trail out.`];
  }

  /** The CDK leaves the policy of the key to its users. */
  private letTrailEncrypt(): void {
    const { account, partition } = Stack.of(this);
    this.options.encryptionKey?.addToResourcePolicy(new iam.PolicyStatement({
      actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
      principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
      resources: ['*'],
      conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudtrail:*:${account}:trail/*` } },
    }));
  }
}

const INSIGHTS = [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }];
