package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/rules.md} is written from the rules; {@code -Dtiphys.golden=true} writes it again. */
class RulesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "rules.md");

    @Test
    void thePageSaysWhatTheRulesSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("tiphys.golden")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        return """
                # Rules

                What the validator holds documents against, in the gateway, the Java client and `./tiphys lint`. Generated from
                the rules; do not edit. A warning refuses nothing; `--rule RULE=SEVERITY` makes any rule an `error` or a
                `warning`, or switches it `off`.

                """
                + WorkflowValidator.rules().stream().map(RulesPageTest::section).collect(Collectors.joining("\n"));
    }

    private static String section(Rule rule) {
        String severity = rule.severity() == Severity.ERROR ? "Error" : "Warning";
        return "## " + rule.id() + "\n\n" + severity + ". " + rule.description() + "\n";
    }
}
