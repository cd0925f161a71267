package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdkserviceevents.AwsService;
import io.github.cdkserviceevents.S3Events;
import io.github.cdkserviceevents.ServiceEventRule;
import io.github.cdkserviceevents.testing.MatchingRule;
import io.github.cdkserviceevents.testing.RuleSelection;
import io.github.cdkserviceevents.testing.RuleTester;
import io.github.cdkserviceevents.testing.SampleEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

class WatchStackTest {
    @Test
    void unknownServiceIsRefusedWithTheNearestNames() {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> AwsService.named("lamda"));
        assertContains(refusal, "There is no AWS service called 'lamda' in the catalogue. Nearest: 'lambda'");
    }

    @Test
    void wrongDetailTypeIsRefusedWithTheNearestOnes() {
        RuntimeException refusal = assertThrows(RuntimeException.class, () ->
                ServiceEventRule.Builder.create(new Stack(), "Rule")
                        .service(AwsService.S3)
                        .detailTypes(List.of("Object Create"))
                        .build());
        assertContains(refusal, "does not send events with the detail-type 'Object Create'");
        assertContains(refusal, "'Object Created'");
    }

    @Test
    void eventReachesTheQueue() {
        RuleTester tester = RuleTester.fromStack(new WatchStack(new App(), "Watch", StackProps.builder().build()));
        RuleSelection selection = RuleSelection.builder().rule("ObjectCreated").build();
        assertNull(tester.explain(createdIn("uploads"), selection));
        List<MatchingRule> rules = tester.send(createdIn("uploads"), selection);
        assertEquals("AWS::SQS::Queue", rules.get(0).getTargets().get(0).getResourceType());
    }

    @Test
    void nearMissIsToldWhatTurnedItAway() {
        RuleTester tester = RuleTester.fromStack(new WatchStack(new App(), "Watch", StackProps.builder().build()));
        String reason = tester.explain(createdIn("downloads"));
        assertNotNull(reason);
        assertTrue(reason.contains("detail.bucket.name: wanted [\"uploads\"], found \"downloads\""), reason);
    }

    private static Map<String, Object> createdIn(String bucket) {
        return SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED,
                Map.of("detail", Map.of("bucket", Map.of("name", bucket))));
    }

    private static void assertContains(RuntimeException refusal, String part) {
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
}
