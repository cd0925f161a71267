package oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import software.amazon.event.ruler.Machine;

/**
 * Measures how many events a second of processor time Event Ruler matches, for one pattern and for many. The question is one line,
 * {"event": text, "one": text, "many": [text, ...]}; the answers are two.
 */
public final class Benchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int RUNS = 6;
  private static final long NANOSECONDS = 1_000_000_000L;

  public static void main(String[] args) throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    JsonNode question = new ObjectMapper().readTree(input.readLine());
    String event = question.get("event").textValue();

    Machine one = Machine.builder().build();
    one.addRule("rule", question.get("one").textValue());
    Machine many = Machine.builder().build();
    int rules = 0;
    for (JsonNode pattern : question.get("many")) {
      many.addRule("rule" + rules++, pattern.textValue());
    }
    System.out.println(rate(one, event));
    System.out.println(rate(many, event));
  }

  /** Events a second, the median of all runs but the first, in which the code is compiled. */
  private static double rate(Machine machine, String event) throws Exception {
    double[] rates = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      long done = 0;
      while (THREADS.getCurrentThreadCpuTime() - begin < NANOSECONDS) {
        for (int n = 0; n < 100; n++) {
          if (machine.rulesForJSONEvent(event).isEmpty()) {
            throw new IllegalStateException("The event does not match.");
          }
        }
        done += 100;
      }
      rates[run] = done * (double) NANOSECONDS / (THREADS.getCurrentThreadCpuTime() - begin);
    }
    double[] counted = Arrays.copyOfRange(rates, 1, RUNS);
    Arrays.sort(counted);
    return counted[counted.length / 2];
  }
}
