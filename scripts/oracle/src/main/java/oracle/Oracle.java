package oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Answers which events a pattern matches. One question a line, {"pattern": text, "events": [text, ...]}; one answer a
 * line, {"matches": [boolean, ...]} or {"refused": reason}.
 */
public final class Oracle {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      answers.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
    }
  }

  private static ObjectNode answer(JsonNode question) {
    ObjectNode answer = JSON.createObjectNode();
    String pattern = question.get("pattern").textValue();
    try {
      String wrong = JsonRuleCompiler.check(pattern);
      if (wrong != null) {
        return answer.put("refused", wrong);
      }
      Machine machine = Machine.builder().build();
      machine.addRule("rule", pattern);
      for (JsonNode event : question.get("events")) {
        answer.withArray("matches").add(!machine.rulesForJSONEvent(event.textValue()).isEmpty());
      }
    } catch (Exception wrong) {
      return JSON.createObjectNode().put("refused", String.valueOf(wrong.getMessage()));
    }
    return answer;
  }
}
