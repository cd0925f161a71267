package example;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdkserviceevents.AwsService;
import io.github.cdkserviceevents.GuarddutyEvents;
import io.github.cdkserviceevents.testing.DeliveryTester;
import io.github.cdkserviceevents.testing.RuleSelection;
import io.github.cdkserviceevents.testing.RuleTester;
import io.github.cdkserviceevents.testing.SampleEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;

class CustomEventBusStackTest {
    @Test
    void severeFindingReachesTheQueueAndMildOneNobody() {
        RuleTester tester = RuleTester.fromStack(new CustomEventBusStack(new App(), "CustomEventBus", StackProps.builder().build()));
        RuleSelection selection = RuleSelection.builder().rule("SevereFinding").build();
        assertNull(tester.explain(finding(8), selection));
        String reason = tester.explain(finding(2), selection);
        assertNotNull(reason);
        assertTrue(reason.contains("detail.severity"), reason);
    }

    @Test
    void noEventIsLostWhateverBreaks() {
        App app = new App();
        new CustomEventBusStack(app, "CustomEventBus", StackProps.builder().build());
        DeliveryTester.fromApp(app).expectNothingLost();
    }

    private static Map<String, Object> finding(int severity) {
        return SampleEvents.of(AwsService.GUARDDUTY, GuarddutyEvents.GUARDDUTY_FINDING,
                Map.of("detail", Map.of("severity", severity)));
    }
}
