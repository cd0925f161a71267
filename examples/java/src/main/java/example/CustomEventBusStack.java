package example;

import io.github.cdkserviceevents.AlarmActions;
import io.github.cdkserviceevents.AwsService;
import io.github.cdkserviceevents.DeliveryDefaults;
import io.github.cdkserviceevents.DeliveryDefaultsOptions;
import io.github.cdkserviceevents.GuarddutyEvents;
import io.github.cdkserviceevents.S3Events;
import io.github.cdkserviceevents.ServiceEventBus;
import io.github.cdkserviceevents.ServiceEventSource;
import io.github.cdkserviceevents.ServiceEventSubscriber;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The subscribers that the other languages' examples have too. */
public class CustomEventBusStack extends Stack {
    /** Takes one event, or a list of them. */
    private static final String HANDLER =
            "exports.handler = async (input) => { for (const event of [input].flat()) { console.log(event.detail.object.key); } };";

    public CustomEventBusStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        Topic onCall = Topic.Builder.create(this, "OnCall").enforceSsl(true).build();
        DeliveryDefaults.of(this).set(DeliveryDefaultsOptions.builder()
                .alarmActions(AlarmActions.builder().ticket(List.of(new SnsAction(onCall))).build())
                .build());

        ServiceEventBus eventBus = ServiceEventBus.Builder.create(this, "Bus")
                .eventBusName("service-events")
                .retention(Duration.days(14))
                .build();

        Bucket bucket = Bucket.Builder.create(this, "Uploads")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .build();
        ServiceEventSource.Builder.create(this, "UploadEvents")
                .eventBus(eventBus)
                .service(AwsService.S3)
                .detailTypes(List.of(S3Events.OBJECT_CREATED))
                .resources(List.of(bucket))
                .build();
        Function handler = Function.Builder.create(this, "Inspector")
                .code(Code.fromInline(HANDLER))
                .handler("index.handler")
                .runtime(Runtime.NODEJS_24_X)
                .memorySize(256)
                .timeout(Duration.seconds(20))
                .build();
        // Failures of the function are tried again and recorded, like those of the call.
        ServiceEventSubscriber.Builder.create(this, "Upload")
                .eventBus(eventBus)
                .service(AwsService.S3)
                .detailTypes(List.of(S3Events.OBJECT_CREATED))
                .resources(List.of(bucket))
                .target(new LambdaFunction(handler))
                .waitForTarget(true)
                .build();

        ServiceEventSource.Builder.create(this, "FindingEvents")
                .eventBus(eventBus)
                .service(AwsService.GUARDDUTY)
                .detailTypes(List.of(GuarddutyEvents.GUARDDUTY_FINDING))
                .build();
        ServiceEventSubscriber.Builder.create(this, "SevereFinding")
                .eventBus(eventBus)
                .service(AwsService.GUARDDUTY)
                .detailTypes(List.of(GuarddutyEvents.GUARDDUTY_FINDING))
                .detail(Map.of("severity", List.of(Map.of("numeric", List.of(">=", 7)))))
                .target(new SqsQueue(Queue.Builder.create(this, "Findings").enforceSsl(true).build()))
                .build();
    }
}
