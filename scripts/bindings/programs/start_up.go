package main

import (
	"fmt"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents"
)

func main() {
	defer jsii.Close()
	begin := time.Now()
	awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Stack"), nil)
	between := time.Now()
	_, _ = cdkserviceevents.AwsService_S3(), cdkserviceevents.S3Events_OBJECT_CREATED()
	end := time.Now()
	fmt.Printf("start-up: %d %d\n", between.Sub(begin).Milliseconds(), end.Sub(between).Milliseconds())
}
