"""The subscribers that the other languages' examples have too."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from cdk_service_events import (
    AlarmActions,
    AwsService,
    DeliveryDefaults,
    GuarddutyEvents,
    S3Events,
    ServiceEventBus,
    ServiceEventSource,
    ServiceEventSubscriber,
)
from constructs import Construct

# Takes one event, or a list of them.
HANDLER = "exports.handler = async (input) => { for (const event of [input].flat()) { console.log(event.detail.object.key); } };"


class CustomEventBusStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        on_call = sns.Topic(self, "OnCall", enforce_ssl=True)
        DeliveryDefaults.of(self).set(alarm_actions=AlarmActions(ticket=[actions.SnsAction(on_call)]))

        event_bus = ServiceEventBus(self, "Bus", event_bus_name="service-events", retention=Duration.days(14))

        bucket = s3.Bucket(
            self,
            "Uploads",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            versioned=True,
        )
        uploads = dict(event_bus=event_bus, service=AwsService.S3, detail_types=[S3Events.OBJECT_CREATED], resources=[bucket])
        ServiceEventSource(self, "UploadEvents", **uploads)
        handler = lambda_.Function(
            self,
            "Inspector",
            code=lambda_.Code.from_inline(HANDLER),
            handler="index.handler",
            runtime=lambda_.Runtime.NODEJS_24_X,
            memory_size=256,
            timeout=Duration.seconds(20),
        )
        # Failures of the function are tried again and recorded, like those of the call.
        ServiceEventSubscriber(self, "Upload", **uploads, target=targets.LambdaFunction(handler), wait_for_target=True)

        findings = dict(event_bus=event_bus, service=AwsService.GUARDDUTY, detail_types=[GuarddutyEvents.GUARDDUTY_FINDING])
        ServiceEventSource(self, "FindingEvents", **findings)
        ServiceEventSubscriber(
            self,
            "SevereFinding",
            **findings,
            detail={"severity": [{"numeric": [">=", 7]}]},
            target=targets.SqsQueue(sqs.Queue(self, "Findings", enforce_ssl=True)),
        )
