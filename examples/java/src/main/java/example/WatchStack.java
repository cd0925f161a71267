package example;

import io.github.cdkserviceevents.ApiCallRule;
import io.github.cdkserviceevents.AwsService;
import io.github.cdkserviceevents.CallOutcome;
import io.github.cdkserviceevents.DeliveryOptions;
import io.github.cdkserviceevents.GlueEvents;
import io.github.cdkserviceevents.S3Events;
import io.github.cdkserviceevents.ServiceEventRule;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The rules that the other languages' examples have too. */
public class WatchStack extends Stack {
    public WatchStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        SqsQueue work = new SqsQueue(Queue.Builder.create(this, "Work").enforceSsl(true).build());

        ServiceEventRule.Builder.create(this, "ObjectCreated")
                .service(AwsService.S3)
                .detailTypes(List.of(S3Events.OBJECT_CREATED))
                .detail(Map.of("bucket", Map.of("name", "uploads")))
                .targets(List.of(work))
                .build();

        ApiCallRule.Builder.create(this, "UserChanged")
                .service(AwsService.IAM)
                .operations(List.of("CreateUser", "DeleteUser"))
                .outcome(CallOutcome.SUCCEEDED)
                .targets(List.of(work))
                .build();

        ServiceEventRule.Builder.create(this, "NightlyJob")
                .service(AwsService.GLUE)
                .detailTypes(List.of(GlueEvents.GLUE_JOB_STATE_CHANGE))
                .detail(Map.of("jobName", "nightly", "state", List.of("FAILED", "TIMEOUT")))
                .targets(List.of(work))
                .delivery(DeliveryOptions.builder().expectEvery(Duration.days(2)).build())
                .build();
    }
}
