import json

import pytest
from aws_cdk import App, Stack
from cdk_service_events import AwsService, S3Events, ServiceEventRule, testing
from watch_stack import WatchStack


def test_unknown_service_is_refused_with_the_nearest_names():
    with pytest.raises(RuntimeError, match="There is no AWS service called 'lamda' in the catalogue. Nearest: 'lambda'"):
        AwsService.named("lamda")


def test_wrong_detail_type_is_refused_with_the_nearest_ones():
    with pytest.raises(RuntimeError, match="does not send events with the detail-type 'Object Create'.*'Object Created'"):
        ServiceEventRule(Stack(), "Rule", service=AwsService.S3, detail_types=["Object Create"])


def created_in(bucket):
    return testing.SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED, {"detail": {"bucket": {"name": bucket}}})


def test_event_reaches_the_queue():
    tester = testing.RuleTester.from_stack(WatchStack(App(), "Watch"))
    assert tester.explain(created_in("uploads"), rule="ObjectCreated") is None
    (rule,) = tester.send(created_in("uploads"), rule="ObjectCreated")
    (target,) = rule.targets
    assert target.resource_type == "AWS::SQS::Queue"
    assert json.loads(target.input)["detail"]["bucket"]["name"] == "uploads"


def test_near_miss_is_told_what_turned_it_away():
    tester = testing.RuleTester.from_stack(WatchStack(App(), "Watch"))
    reason = tester.explain(created_in("downloads"), rule="ObjectCreated")
    assert 'detail.bucket.name: wanted ["uploads"], found "downloads"' in reason


def test_pattern_is_matched_without_a_stack():
    matcher = testing.EventPatternMatcher.of({"source": ["aws.s3"], "detail": {"object": {"size": [{"numeric": [">", 0]}]}}})
    assert matcher.matches(created_in("uploads"))
