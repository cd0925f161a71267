package main

import (
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents/eventtesting"
)

func finding(severity int) *map[string]any {
	return eventtesting.SampleEvents_Of(cdkserviceevents.AwsService_GUARDDUTY(), cdkserviceevents.GuarddutyEvents_GUARDDUTY_FINDING(),
		&map[string]any{"detail": map[string]any{"severity": severity}}, nil)
}

func TestSevereFindingReachesTheQueueAndMildOneNobody(t *testing.T) {
	tester := eventtesting.RuleTester_FromStack(NewCustomEventBusStack(awscdk.NewApp(nil), "CustomEventBus", nil), nil)
	selection := &eventtesting.RuleSelection{Rule: jsii.String("SevereFinding")}
	if reason := tester.Explain(finding(8), selection); reason != nil {
		t.Fatal(*reason)
	}
	reason := tester.Explain(finding(2), selection)
	if reason == nil {
		t.Fatal("the mild finding reaches the queue")
	}
	requireMessage(t, *reason, "detail.severity")
}

func TestNoEventIsLostWhateverBreaks(t *testing.T) {
	app := awscdk.NewApp(nil)
	NewCustomEventBusStack(app, "CustomEventBus", nil)
	eventtesting.DeliveryTester_FromApp(app, nil).ExpectNothingLost(nil)
}
