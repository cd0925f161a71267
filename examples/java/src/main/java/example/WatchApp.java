package example;

import io.github.cdkserviceevents.DeliveryDefaults;
import io.github.cdkserviceevents.DeliveryDefaultsOptions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** Synthesizes the app. */
public final class WatchApp {
    private WatchApp() {}

    public static void main(String[] args) {
        App app = new App();
        DeliveryDefaults.of(app).set(DeliveryDefaultsOptions.builder().maxEventAge(Duration.hours(6)).build());
        // IAM records its calls in us-east-1.
        StackProps props = StackProps.builder().env(Environment.builder().region("us-east-1").build()).build();
        new WatchStack(app, "Watch", props);
        new CustomEventBusStack(app, "CustomEventBus", props);
        app.synth();
    }
}
