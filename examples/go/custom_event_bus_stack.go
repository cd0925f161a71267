package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents"
)

// The function takes one event, or a list of them.
const handlerCode = "exports.handler = async (input) => { for (const event of [input].flat()) { console.log(event.detail.object.key); } };"

// NewCustomEventBusStack makes the subscribers that the other languages' examples have too.
func NewCustomEventBusStack(scope constructs.Construct, id string, props *awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, props)
	onCall := awssns.NewTopic(stack, jsii.String("OnCall"), &awssns.TopicProps{EnforceSSL: jsii.Bool(true)})
	cdkserviceevents.DeliveryDefaults_Of(stack).Set(&cdkserviceevents.DeliveryDefaultsOptions{
		AlarmActions: &cdkserviceevents.AlarmActions{Ticket: &[]awscloudwatch.IAlarmAction{awscloudwatchactions.NewSnsAction(onCall)}},
	})

	eventBus := cdkserviceevents.NewServiceEventBus(stack, jsii.String("Bus"), &cdkserviceevents.ServiceEventBusProps{
		EventBusName: jsii.String("service-events"),
		Retention:    awscdk.Duration_Days(jsii.Number(14)),
	})

	bucket := awss3.NewBucket(stack, jsii.String("Uploads"), &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:        jsii.Bool(true),
		Versioned:         jsii.Bool(true),
	})
	cdkserviceevents.NewServiceEventSource(stack, jsii.String("UploadEvents"), &cdkserviceevents.ServiceEventSourceProps{
		EventBus:    eventBus,
		Service:     cdkserviceevents.AwsService_S3(),
		DetailTypes: &[]*string{cdkserviceevents.S3Events_OBJECT_CREATED()},
		Resources:   &[]constructs.IConstruct{bucket},
	})
	handler := awslambda.NewFunction(stack, jsii.String("Inspector"), &awslambda.FunctionProps{
		Code:       awslambda.Code_FromInline(jsii.String(handlerCode)),
		Handler:    jsii.String("index.handler"),
		Runtime:    awslambda.Runtime_NODEJS_24_X(),
		MemorySize: jsii.Number(256),
		Timeout:    awscdk.Duration_Seconds(jsii.Number(20)),
	})
	// Failures of the function are tried again and recorded, like those of the call.
	cdkserviceevents.NewServiceEventSubscriber(stack, jsii.String("Upload"), &cdkserviceevents.ServiceEventSubscriberProps{
		EventBus:      eventBus,
		Service:       cdkserviceevents.AwsService_S3(),
		DetailTypes:   &[]*string{cdkserviceevents.S3Events_OBJECT_CREATED()},
		Resources:     &[]constructs.IConstruct{bucket},
		Target:        awseventstargets.NewLambdaFunction(handler, nil),
		WaitForTarget: jsii.Bool(true),
	})

	cdkserviceevents.NewServiceEventSource(stack, jsii.String("FindingEvents"), &cdkserviceevents.ServiceEventSourceProps{
		EventBus:    eventBus,
		Service:     cdkserviceevents.AwsService_GUARDDUTY(),
		DetailTypes: &[]*string{cdkserviceevents.GuarddutyEvents_GUARDDUTY_FINDING()},
	})
	findings := awssqs.NewQueue(stack, jsii.String("Findings"), &awssqs.QueueProps{EnforceSSL: jsii.Bool(true)})
	cdkserviceevents.NewServiceEventSubscriber(stack, jsii.String("SevereFinding"), &cdkserviceevents.ServiceEventSubscriberProps{
		EventBus:    eventBus,
		Service:     cdkserviceevents.AwsService_GUARDDUTY(),
		DetailTypes: &[]*string{cdkserviceevents.GuarddutyEvents_GUARDDUTY_FINDING()},
		Detail:      &map[string]any{"severity": []any{map[string]any{"numeric": []any{">=", 7}}}},
		Target:      awseventstargets.NewSqsQueue(findings, nil),
	})
	return stack
}
