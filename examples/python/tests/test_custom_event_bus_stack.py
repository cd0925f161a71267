from aws_cdk import App
from cdk_service_events import AwsService, GuarddutyEvents, testing
from custom_event_bus_stack import CustomEventBusStack


def finding(severity):
    return testing.SampleEvents.of(AwsService.GUARDDUTY, GuarddutyEvents.GUARDDUTY_FINDING, {"detail": {"severity": severity}})


def test_severe_finding_reaches_the_queue_and_a_mild_one_nobody():
    tester = testing.RuleTester.from_stack(CustomEventBusStack(App(), "CustomEventBus"))
    assert tester.explain(finding(8), rule="SevereFinding") is None
    assert "detail.severity" in tester.explain(finding(2), rule="SevereFinding")


def test_no_event_is_lost_whatever_breaks():
    app = App()
    CustomEventBusStack(app, "CustomEventBus")
    testing.DeliveryTester.from_app(app).expect_nothing_lost()
