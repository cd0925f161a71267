/** A finding that stands: about the examples' own resources, or about what the library makes. */
export interface Acknowledged {
  readonly rules: string[];
  /** The only examples that have it; none for all. */
  readonly examples?: string[];
  /** The constructs, below the stack. */
  readonly constructs: RegExp;
  readonly reason: string;
}

/** Every row stands in docs/compliance.md too. */
export const ACKNOWLEDGED: Acknowledged[] = [
  {
    rules: ['AwsSolutions-IAM4'],
    constructs: /Role$/,
    reason: 'The role that the AWS CDK gives a function has the managed policy that lets it write its log.',
  },
  {
    rules: ['NIST.800.53.R5-CloudWatchAlarmAction'],
    examples: ['First', 'Watch', 'Central', 'Member'],
    constructs: /^(.+\/)?(Alarms|DeadLetterAlarms)\/|\/Silence$/,
    reason: 'The alarms of these examples have no actions, and a notice at synthesis says so.',
  },
  {
    rules: ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    constructs: /^(Work|Audit|Findings|NotInspected)$/,
    reason: 'Who reads a work queue decides how often it tries; the examples have no reader.',
  },
  {
    rules: ['NIST.800.53.R5-SNSEncryptedKMS'],
    constructs: /^(OnCall|Tickets|Team|Alarms)$/,
    reason: 'The topics carry alarms and summaries to people. A key of the user\'s own costs money every month, and must let CloudWatch and EventBridge use it.',
  },
  {
    rules: ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled', 'NIST.800.53.R5-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3DefaultEncryptionKMS'],
    constructs: /^Uploads$/,
    reason: 'The bucket is there for its events: logging, replication and a key of its own are for the app that it belongs to.',
  },
  {
    rules: ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled', 'NIST.800.53.R5-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3DefaultEncryptionKMS'],
    examples: ['Security', 'Made'],
    constructs: /^CloudTrailEvents\/Bucket$/,
    reason: 'The bucket of the trail that `Trails.of(...).create()` makes: logging, replication and a key of its own need resources of yours. Give a bucket that has them (bucket).',
  },
  {
    rules: ['NIST.800.53.R5-CloudTrailEncryptionEnabled', 'NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled'],
    examples: ['Security', 'Made'],
    constructs: /^CloudTrailEvents\/Trail$/,
    reason: 'The trail is there for EventBridge, which needs no log group. Its files are encrypted by Amazon S3, or with your key (encryptionKey).',
  },
  {
    rules: [
      'NIST.800.53.R5-LambdaConcurrency', 'NIST.800.53.R5-LambdaDLQ', 'NIST.800.53.R5-LambdaInsideVPC', 'Serverless-LambdaDLQ', 'Serverless-LambdaTracing',
    ],
    constructs: /^(Inspector|Bookkeeper)$/,
    reason: 'The function is there to be called: a network, a share of the concurrency, tracing and what becomes of its own failures are for the app that it belongs to.',
  },
  {
    rules: ['AwsSolutions-L1', 'Serverless-LambdaLatestVersion', 'Serverless-LambdaDefaultMemorySize', 'Serverless-LambdaDefaultTimeout'],
    examples: ['Recovery'],
    constructs: /^Bookkeeper$/,
    reason: 'The example shows what becomes of the function\'s failures, and leaves its size and runtime to you.',
  },
  {
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy'],
    constructs: /Role(\/DefaultPolicy)?$/,
    reason: 'The AWS CDK writes what a function, or a rule of a hub, spoke or forwarder, may do into a policy of its role. What the role of a subscriber may do is part of the role, so that nothing is delivered without it.',
  },
  {
    rules: [
      'AwsSolutions-L1', 'Serverless-LambdaLatestVersion', 'NIST.800.53.R5-LambdaDLQ', 'NIST.800.53.R5-LambdaInsideVPC',
      'Serverless-LambdaDLQ', 'Serverless-LambdaTracing', 'Serverless-LambdaAsyncFailureDestination',
    ],
    constructs: /^(Redrive|Again)\/Function(\/EventInvokeConfig)?$/,
    reason: 'A redrive is called by hand and answers with what it did; what it could not send again stays in the queue. It runs on the runtime that its code is built for.',
  },
  {
    rules: ['NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
    constructs: /^(Redrive|Again)\/Logs$/,
    reason: 'The log of a redrive is encrypted by CloudWatch; it has no key of the user\'s own.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    examples: ['Made'],
    constructs: /^Again\/Function\/ServiceRole\/DefaultPolicy$/,
    reason: 'SubscriberRedrive makes a stack and a subscriber for each run, whose names begin alike, and reads metrics, which have no ARN.',
  },
];
