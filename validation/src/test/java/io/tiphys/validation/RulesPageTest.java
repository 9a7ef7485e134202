package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.finding.Finding;
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

                What the validator holds documents against, in the gateway, the Java client and `./tiphys-lint`. Generated from
                the rules and their examples, which a test runs; do not edit. A warning refuses nothing; `--rule RULE=SEVERITY` makes
                any rule an `error` or a `warning`, or switches it `off`.

                An example that begins with `spec` is the rest of a Workflow. In an example, `<byte E9>`, `<tab>` and
                `<3 times x>` stand for what a page cannot show.

                """
                + WorkflowValidator.rules().stream().map(RulesPageTest::section).collect(Collectors.joining("\n"));
    }

    private static String section(Rule rule) {
        String severity = rule.severity() == Severity.ERROR ? "Error" : "Warning";
        RuleExample example = RuleExample.of(rule);
        Finding finding = RuleExample.findings(rule, example.wrong()).stream()
                .filter(it -> it.rule().equals(rule.id()))
                .findFirst()
                .orElseThrow();
        return "## " + rule.id() + "\n\n" + severity + ". " + rule.description() + "\n\n" + block(example.wrong())
                + "\n> "
                + text(finding.message())
                + finding.hint().map(hint -> "<br>\n> " + text(hint)).orElse("") + "\n\nRight:\n\n"
                + block(example.right());
    }

    private static String block(String document) {
        return "```" + (document.startsWith("{") ? "json" : "yaml") + "\n" + document + "```\n";
    }

    /** What Markdown would take for something else. */
    private static String text(String words) {
        return words.replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("\n", " ");
    }
}
