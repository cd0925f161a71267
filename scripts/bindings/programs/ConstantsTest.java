package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cdkserviceevents.AwsService;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Constants of Java are read by code that jsii-pacmak has not written. */
class ConstantsTest {
    @Test
    void areTheServicesOfTheCatalogue() throws IllegalAccessException {
        List<AwsService> constants = new ArrayList<>();
        for (Field field : AwsService.class.getFields()) {
            if (field.getType() == AwsService.class) {
                field.setAccessible(true);
                constants.add((AwsService) field.get(null));
            }
        }
        assertEquals(AwsService.all().size(), constants.size());
        assertEquals(new HashSet<>(AwsService.all()), new HashSet<>(constants));
    }

    @Test
    void areTheObjectsThatMethodsReturn() {
        assertEquals(AwsService.EC2, AwsService.named("Amazon EC2"));
        assertEquals("aws.ec2", AwsService.EC2.getSource());
    }
}
