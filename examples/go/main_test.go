package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents/eventtesting"
)

func TestMain(m *testing.M) {
	defer jsii.Close()
	m.Run()
}

// messageOf is what the function panics with.
func messageOf(function func()) (message string) {
	defer func() { message = fmt.Sprint(recover()) }()
	function()
	return
}

func requireMessage(t *testing.T, message string, part string) {
	t.Helper()
	if !strings.Contains(message, part) {
		t.Fatalf("want a message with %q, found %q", part, message)
	}
}

func TestUnknownServiceIsRefusedWithTheNearestNames(t *testing.T) {
	requireMessage(t, messageOf(func() { cdkserviceevents.AwsService_Named(jsii.String("lamda")) }),
		"There is no AWS service called 'lamda' in the catalogue. Nearest: 'lambda'")
}

func TestWrongDetailTypeIsRefusedWithTheNearestOnes(t *testing.T) {
	stack := awscdk.NewStack(nil, nil, nil)
	message := messageOf(func() {
		cdkserviceevents.NewServiceEventRule(stack, jsii.String("Rule"), &cdkserviceevents.ServiceEventRuleProps{
			Service:     cdkserviceevents.AwsService_S3(),
			DetailTypes: jsii.Strings("Object Create"),
		})
	})
	requireMessage(t, message, "does not send events with the detail-type 'Object Create'")
	requireMessage(t, message, "'Object Created'")
}

func createdIn(bucket string) *map[string]any {
	return eventtesting.SampleEvents_Of(cdkserviceevents.AwsService_S3(), cdkserviceevents.S3Events_OBJECT_CREATED(),
		&map[string]any{"detail": map[string]any{"bucket": map[string]any{"name": bucket}}}, nil)
}

func TestEventReachesTheQueue(t *testing.T) {
	_, stack := NewWatchApp()
	tester := eventtesting.RuleTester_FromStack(stack, nil)
	selection := &eventtesting.RuleSelection{Rule: jsii.String("ObjectCreated")}
	if reason := tester.Explain(createdIn("uploads"), selection); reason != nil {
		t.Fatal(*reason)
	}
	rules := *tester.Send(createdIn("uploads"), selection)
	if found := *(*rules[0].Targets)[0].ResourceType; found != "AWS::SQS::Queue" {
		t.Fatalf("want a queue, found %q", found)
	}
}

func TestNearMissIsToldWhatTurnedItAway(t *testing.T) {
	_, stack := NewWatchApp()
	tester := eventtesting.RuleTester_FromStack(stack, nil)
	reason := tester.Explain(createdIn("downloads"), nil)
	if reason == nil {
		t.Fatal("the event reaches a rule")
	}
	requireMessage(t, *reason, `detail.bucket.name: wanted ["uploads"], found "downloads"`)
}
