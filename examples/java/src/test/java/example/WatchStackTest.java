package example;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdkserviceevents.AwsService;
import io.github.cdkserviceevents.ServiceEventRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

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

    private static void assertContains(RuntimeException refusal, String part) {
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
}
