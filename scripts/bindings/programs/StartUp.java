package example;

import io.github.cdkserviceevents.AwsService;
import io.github.cdkserviceevents.S3Events;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

public final class StartUp {
    public static void main(String[] args) {
        long begin = System.nanoTime();
        new Stack(new App(), "Stack");
        long between = System.nanoTime();
        List.of(AwsService.S3, S3Events.OBJECT_CREATED);
        long end = System.nanoTime();
        System.out.printf("start-up: %d %d%n", (between - begin) / 1_000_000, (end - between) / 1_000_000);
    }
}
