// The small app that the other languages' examples are too.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents"
)

// NewWatchStack makes the rules.
func NewWatchStack(scope constructs.Construct, id string, props *awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, props)
	queue := awssqs.NewQueue(stack, jsii.String("Work"), &awssqs.QueueProps{EnforceSSL: jsii.Bool(true)})
	work := &[]awsevents.IRuleTarget{awseventstargets.NewSqsQueue(queue, nil)}

	cdkserviceevents.NewServiceEventRule(stack, jsii.String("ObjectCreated"), &cdkserviceevents.ServiceEventRuleProps{
		Service:     cdkserviceevents.AwsService_S3(),
		DetailTypes: &[]*string{cdkserviceevents.S3Events_OBJECT_CREATED()},
		Detail:      &map[string]any{"bucket": map[string]any{"name": "uploads"}},
		Targets:     work,
	})

	cdkserviceevents.NewApiCallRule(stack, jsii.String("UserChanged"), &cdkserviceevents.ApiCallRuleProps{
		Service:    cdkserviceevents.AwsService_IAM(),
		Operations: jsii.Strings("CreateUser", "DeleteUser"),
		Outcome:    cdkserviceevents.CallOutcome_SUCCEEDED,
		Targets:    work,
	})

	cdkserviceevents.NewServiceEventRule(stack, jsii.String("NightlyJob"), &cdkserviceevents.ServiceEventRuleProps{
		Service:     cdkserviceevents.AwsService_GLUE(),
		DetailTypes: &[]*string{cdkserviceevents.GlueEvents_GLUE_JOB_STATE_CHANGE()},
		Detail:      &map[string]any{"jobName": "nightly", "state": []string{"FAILED", "TIMEOUT"}},
		Targets:     work,
		Delivery:    &cdkserviceevents.DeliveryOptions{ExpectEvery: awscdk.Duration_Days(jsii.Number(2))},
	})
	return stack
}

// NewWatchApp makes the app, with the defaults for all its rules.
func NewWatchApp() (awscdk.App, awscdk.Stack) {
	app := awscdk.NewApp(nil)
	cdkserviceevents.DeliveryDefaults_Of(app).Set(&cdkserviceevents.DeliveryDefaultsOptions{
		MaxEventAge: awscdk.Duration_Hours(jsii.Number(6)),
	})
	// IAM records its calls in us-east-1.
	props := &awscdk.StackProps{Env: &awscdk.Environment{Region: jsii.String("us-east-1")}}
	NewCustomEventBusStack(app, "CustomEventBus", props)
	stack := NewWatchStack(app, "Watch", props)
	return app, stack
}

func main() {
	defer jsii.Close()
	app, _ := NewWatchApp()
	app.Synth(nil)
}
