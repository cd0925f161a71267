"""The rules that the other languages' examples have too."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs
from cdk_service_events import (
    ApiCallRule,
    AwsService,
    CallOutcome,
    DeliveryOptions,
    GlueEvents,
    S3Events,
    ServiceEventRule,
)
from constructs import Construct


class WatchStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        work = targets.SqsQueue(sqs.Queue(self, "Work", enforce_ssl=True))

        ServiceEventRule(
            self,
            "ObjectCreated",
            service=AwsService.S3,
            detail_types=[S3Events.OBJECT_CREATED],
            detail={"bucket": {"name": "uploads"}},
            targets=[work],
        )

        ApiCallRule(
            self,
            "UserChanged",
            service=AwsService.IAM,
            operations=["CreateUser", "DeleteUser"],
            outcome=CallOutcome.SUCCEEDED,
            targets=[work],
        )

        ServiceEventRule(
            self,
            "NightlyJob",
            service=AwsService.GLUE,
            detail_types=[GlueEvents.GLUE_JOB_STATE_CHANGE],
            detail={"jobName": "nightly", "state": ["FAILED", "TIMEOUT"]},
            targets=[work],
            delivery=DeliveryOptions(expect_every=Duration.days(2)),
        )
