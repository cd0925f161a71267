import { OperationsEvent } from 'cdk-service-events';

/** An event as a page of the AWS documentation shows it, with the fields that rules look at, and events that are no news. */
export interface DocumentedEvent {
  readonly page: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, any>;
  /** Changes of the sample that still are what is watched. */
  readonly also?: Record<string, any>[];
  /** Changes of the sample that are not what is watched. */
  readonly not: Record<string, any>[];
}

const DOCS = 'https://docs.aws.amazon.com';
const TASK = { clusterArn: 'arn:aws:ecs:us-west-2:111122223333:cluster/FargateCluster', desiredStatus: 'STOPPED', lastStatus: 'STOPPED', launchType: 'FARGATE' };
const container = (exitCode?: number) => ({ containerArn: 'arn:aws:ecs:us-west-2:111122223333:container/cf159fd6', lastStatus: 'STOPPED', name: 'app', ...(exitCode !== undefined && { exitCode }) });
const DATABASE = {
  SourceType: 'DB_INSTANCE', SourceArn: 'arn:aws:rds:us-east-1:123456789012:db:my-db-instance', Date: '2018-09-27T22:36:43.292Z', SourceIdentifier: 'my-db-instance',
};
const HEALTH = {
  eventArn: 'arn:aws:health:us-west-2::event/EC2/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED/1',
  service: 'EC2',
  eventTypeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED',
  eventTypeCategory: 'scheduledChange',
  eventScopeCode: 'ACCOUNT_SPECIFIC',
  statusCode: 'upcoming',
  eventRegion: 'us-west-2',
  page: '1',
  totalPages: '1',
  affectedEntities: [{ entityValue: 'i-abcd1111' }],
};

export const WHAT_GOES_WRONG: Record<OperationsEvent, DocumentedEvent> = {
  [OperationsEvent.CONTAINER_EXITED_WITH_ERROR]: {
    page: `${DOCS}/AmazonECS/latest/developerguide/ecs_task_events.html`,
    source: 'aws.ecs',
    detailType: 'ECS Task State Change',
    detail: { ...TASK, stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited', containers: [container(1)] },
    also: [{ containers: [container(0), container(137)] }, { containers: [container(), container(255)] }, { stopCode: undefined }],
    not: [{ containers: [container(0)] }, { containers: [container()] }, { lastStatus: 'DEPROVISIONING' }, { stopCode: 'ServiceSchedulerInitiated', containers: [container(143)] }],
  },
  [OperationsEvent.TASK_FAILED_TO_START]: {
    page: `${DOCS}/AmazonECS/latest/developerguide/stopped-task-error-codes.html`,
    source: 'aws.ecs',
    detailType: 'ECS Task State Change',
    detail: { ...TASK, stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: image not found', containers: [container()] },
    not: [{ stopCode: 'EssentialContainerExited' }, { lastStatus: 'DEPROVISIONING' }],
  },
  [OperationsEvent.SERVICE_DEPLOYMENT_FAILED]: {
    page: `${DOCS}/AmazonECS/latest/developerguide/ecs_service_deployment_events.html`,
    source: 'aws.ecs',
    detailType: 'ECS Deployment State Change',
    detail: { eventType: 'ERROR', eventName: 'SERVICE_DEPLOYMENT_FAILED', deploymentId: 'ecs-svc/123', updatedAt: '2020-05-23T11:11:11Z', reason: 'ECS deployment circuit breaker: task failed to start.' },
    not: [{ eventType: 'INFO', eventName: 'SERVICE_DEPLOYMENT_COMPLETED' }, { eventType: 'INFO', eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' }],
  },
  [OperationsEvent.PIPELINE_FAILED]: {
    page: `${DOCS}/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html`,
    source: 'aws.codepipeline',
    detailType: 'CodePipeline Pipeline Execution State Change',
    detail: { 'pipeline': 'myPipeline', 'execution-id': '12345678-1234-5678-abcd-12345678abcd', 'state': 'FAILED', 'version': 4 },
    not: [{ state: 'STARTED' }, { state: 'SUCCEEDED' }, { state: 'STOPPED' }, { state: 'SUPERSEDED' }],
  },
  [OperationsEvent.BUILD_FAILED]: {
    page: `${DOCS}/codebuild/latest/userguide/sample-build-notifications-ref.html`,
    source: 'aws.codebuild',
    detailType: 'CodeBuild Build State Change',
    detail: { 'build-status': 'FAILED', 'project-name': 'my-sample-project', 'build-id': 'arn:aws:codebuild:us-west-2:123456789012:build/my-sample-project:8745a7a9' },
    not: [{ 'build-status': 'SUCCEEDED' }, { 'build-status': 'IN_PROGRESS' }, { 'build-status': 'STOPPED' }],
  },
  [OperationsEvent.DEPLOYMENT_FAILED]: {
    page: `${DOCS}/codedeploy/latest/userguide/monitoring-cloudwatch-events.html`,
    source: 'aws.codedeploy',
    detailType: 'CodeDeploy Deployment State-change Notification',
    detail: { instanceGroupId: '9fd2fbef-2157-40d8-91e7-6845af69e2d2', region: 'us-east-1', application: 'myApplication', deploymentId: 'd-123456789', state: 'FAILURE', deploymentGroup: 'myDeploymentGroup' },
    not: [{ state: 'SUCCESS' }, { state: 'START' }, { state: 'STOP' }],
  },
  [OperationsEvent.STATE_MACHINE_FAILED]: {
    page: `${DOCS}/step-functions/latest/dg/eventbridge-integration.html`,
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    detail: { executionArn: 'arn:aws:states:us-east-1:123456789012:execution:state-machine-name:execution-name', name: 'execution-name', status: 'FAILED', startDate: 1551225146847, stopDate: 1551225151881, input: '{}', output: null },
    also: [{ status: 'TIMED_OUT' }],
    not: [{ status: 'SUCCEEDED' }, { status: 'RUNNING' }, { status: 'ABORTED' }],
  },
  [OperationsEvent.GLUE_JOB_FAILED]: {
    page: `${DOCS}/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html`,
    source: 'aws.glue',
    detailType: 'Glue Job State Change',
    detail: { jobName: 'MyJob', severity: 'ERROR', state: 'FAILED', jobRunId: 'jr_0123456789abcdef', message: 'JobName:MyJob and JobRunId:jr_0123456789abcdef failed to execute with exception Role arn:aws:iam::123456789012:role/Glue_Role should be given assume role permissions for Glue Service.' },
    also: [{ state: 'TIMEOUT', severity: 'WARN' }],
    not: [{ state: 'SUCCEEDED', severity: 'INFO' }, { state: 'STOPPED', severity: 'INFO' }],
  },
  [OperationsEvent.BATCH_JOB_FAILED]: {
    page: `${DOCS}/batch/latest/userguide/batch_cwe_events.html`,
    source: 'aws.batch',
    detailType: 'Batch Job State Change',
    detail: { jobName: 'event-test', jobId: '4c7599ae-0a82-49aa-ba5a-4727fcce14a8', jobQueue: 'arn:aws:batch:us-east-1:123456789012:job-queue/HighPriority', status: 'FAILED', attempts: [] },
    not: [{ status: 'RUNNABLE' }, { status: 'SUCCEEDED' }],
  },
  [OperationsEvent.DATABASE_FAILOVER_OR_FAILURE]: {
    page: `${DOCS}/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html`,
    source: 'aws.rds',
    detailType: 'RDS DB Instance Event',
    detail: { ...DATABASE, EventCategories: ['failover'], Message: 'A Multi-AZ failover has completed.', EventID: 'RDS-EVENT-0049' },
    also: [{ EventCategories: ['failure'] }, { EventCategories: ['availability', 'failover'] }],
    not: [{ EventCategories: ['backup'] }, { EventCategories: ['availability'] }, { EventCategories: [] }],
  },
  [OperationsEvent.BACKUP_FAILED]: {
    page: `${DOCS}/aws-backup/latest/devguide/eventbridge.html`,
    source: 'aws.backup',
    detailType: 'Backup Job State Change',
    detail: { backupJobId: '0aa1bbb2-ccdd-11ee', backupVaultName: 'Default', resourceType: 'EBS', state: 'FAILED', statusMessage: 'Access denied' },
    also: [{ state: 'ABORTED' }, { state: 'EXPIRED' }, { state: 'PARTIAL' }],
    not: [{ state: 'COMPLETED' }, { state: 'RUNNING' }, { state: 'CREATED' }],
  },
  [OperationsEvent.CERTIFICATE_ABOUT_TO_EXPIRE]: {
    page: `${DOCS}/acm/latest/userguide/supported-events.html`,
    source: 'aws.acm',
    detailType: 'ACM Certificate Approaching Expiration',
    detail: { DaysToExpiry: 31, CommonName: 'example.com' },
    not: [],
  },
  [OperationsEvent.ACCOUNT_HEALTH]: {
    page: `${DOCS}/health/latest/ug/aws-health-events-eventbridge-schema.html`,
    source: 'aws.health',
    detailType: 'AWS Health Event',
    detail: { ...HEALTH, service: 'ELASTICLOADBALANCING', eventTypeCode: 'AWS_ELASTICLOADBALANCING_API_ISSUE', eventTypeCategory: 'issue', statusCode: 'open' },
    also: [{ eventTypeCategory: 'accountNotification' }, { eventScopeCode: undefined }],
    not: [{ eventScopeCode: 'PUBLIC' }],
  },
  [OperationsEvent.INSTANCE_RETIREMENT]: {
    page: `${DOCS}/health/latest/ug/automating-instance-actions.html`,
    source: 'aws.health',
    detailType: 'AWS Health Event',
    detail: HEALTH,
    also: [{ eventTypeCode: 'AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED' }],
    not: [{ eventTypeCode: 'AWS_EC2_INSTANCE_REBOOT_MAINTENANCE_SCHEDULED' }, { service: 'RDS' }],
  },
  [OperationsEvent.SPOT_INTERRUPTION]: {
    page: `${DOCS}/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html`,
    source: 'aws.ec2',
    detailType: 'EC2 Spot Instance Interruption Warning',
    detail: { 'instance-id': 'i-1234567890abcdef0', 'instance-action': 'terminate' },
    also: [{ 'instance-action': 'hibernate' }],
    not: [],
  },
};
