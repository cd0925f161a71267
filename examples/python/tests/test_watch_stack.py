import pytest
from aws_cdk import Stack
from cdk_service_events import AwsService, ServiceEventRule


def test_unknown_service_is_refused_with_the_nearest_names():
    with pytest.raises(RuntimeError, match="There is no AWS service called 'lamda' in the catalogue. Nearest: 'lambda'"):
        AwsService.named("lamda")


def test_wrong_detail_type_is_refused_with_the_nearest_ones():
    with pytest.raises(RuntimeError, match="does not send events with the detail-type 'Object Create'.*'Object Created'"):
        ServiceEventRule(Stack(), "Rule", service=AwsService.S3, detail_types=["Object Create"])
