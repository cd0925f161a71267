package oracle;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/** How complex Event Ruler finds a pattern: one pattern a line, one number a line. */
public final class Complexity {
  private static final int MOST = 100;

  public static void main(String[] args) throws Exception {
    BufferedReader patterns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = patterns.readLine(); line != null; line = patterns.readLine()) {
      Machine machine = Machine.builder().build();
      machine.addRule("rule", line);
      answers.println(machine.evaluateComplexity(new MachineComplexityEvaluator(MOST)));
    }
  }
}
