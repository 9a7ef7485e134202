package io.tiphys.validation.agreement;

import io.tiphys.validation.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules by which documents are refused here that {@code argo lint} takes. Each has a row with its id in a table of
 * docs/validation-differences.md, which says why.
 */
enum Stricter {
    API_VERSION("api-version"),
    KIND("kind"),
    SPEC_MISSING("spec-missing"),
    RESOURCE_LIMIT("resource-limit"),
    DURATION("duration"),
    METADATA("kubernetes-metadata"),
    POD("kubernetes-pod"),
    CONTROLLER("controller-value"),
    NUL("nul-character"),
    SURROGATE("lone-surrogate"),
    CONTENT_AFTER_YAML("several-documents"),
    CONTENT_AFTER_JSON("trailing-content"),

    /** Argo's reader of steps looks only at the fields of the step itself. */
    UNKNOWN_FIELD("unknown-field", finding -> finding.pointer().matches(".*/steps/[0-9]+/[0-9]+/.+/.+")),

    /** Argo's reader of texts of any type takes a list or an object for an empty text; its reader of amounts takes any text. */
    WRONG_TYPE(
            "wrong-type",
            finding -> finding.pointer()
                    .matches(".*/((parameters/[0-9]+|valueFrom)/(value|default|description|enum/[0-9]+)"
                            + "|histogram/buckets/[0-9]+)")),

    /** Argo looks for the closing braces in the JSON of the whole step. */
    UNCLOSED_VARIABLE("unresolved-variable", finding -> finding.message().contains("{{variable}} is not closed")),

    /** Argo evaluates some expressions before it looks. */
    NAME_WITH_EXPRESSION("name-invalid", finding -> finding.message().contains("{{="));

    private static final Path PAGE = Path.of("..", "docs", "validation-differences.md");

    private final String rule;
    private final Predicate<Finding> where;

    Stricter(String rule) {
        this(rule, finding -> true);
    }

    Stricter(String rule, Predicate<Finding> where) {
        this.rule = rule;
        this.where = where;
    }

    /** The documented reason of a finding; empty for none. */
    static Optional<Stricter> of(Finding finding) {
        return Stream.of(values())
                .filter(it -> it.rule.equals(finding.rule()) && it.where.test(finding))
                .findFirst();
    }

    /** Whether a table of the page about differences has a row with the rule. */
    boolean isDocumented() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .anyMatch(line -> line.startsWith("| ") && line.contains("`" + rule + "`"));
    }

    @Override
    public String toString() {
        return rule;
    }
}
