package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule with the example that {@code docs/rules.md} shows. */
class RuleExamplesTest {
    /** What a message must not have: a place that is not named, and a pattern instead of words. */
    private static final Pattern UNHELPFUL = Pattern.compile("\\bhere\\b|\\[a-z|\\\\[.sdw]|\\^\\[|\\{place}");

    static Stream<Rule> rules() {
        return WorkflowValidator.rules().stream();
    }

    /** Those whose findings are not made by the reader of documents, which has a place of its own. */
    static Stream<Rule> rulesOfTheValidator() {
        return rules().filter(rule -> !(rule instanceof DocumentRule));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theWrongExampleBreaksTheRuleAloneAndTheRightOneNone(Rule rule) {
        RuleExample example = RuleExample.of(rule);

        assertThat(weighty(rule, example.wrong())).extracting(Finding::rule).containsExactly(rule.id());
        assertThat(weighty(rule, example.right())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheValidator")
    void theMessageNamesThePlaceInWords(Rule rule) {
        Finding finding = weighty(rule, RuleExample.of(rule).wrong()).getFirst();

        String last = finding.pointer()
                .substring(finding.pointer().lastIndexOf('/') + 1)
                .replace("~1", "/");
        assertThat(finding.message()).endsWith(".").doesNotContainPattern(UNHELPFUL);
        assertThat(finding.message())
                .matches("(?s)(" + (last.matches("[0-9]+") ? "[a-zA-Z]" : ".*" + Pattern.quote(last)) + ").*");
        finding.hint().ifPresent(hint -> assertThat(hint).doesNotContainPattern(UNHELPFUL));
    }

    /** An error is shown beside no other; a warning beside nothing at all. */
    private static List<Finding> weighty(Rule rule, String document) {
        return RuleExample.findings(rule, document).stream()
                .filter(finding -> finding.isError() || rule.severity() == Severity.WARNING)
                .toList();
    }
}
