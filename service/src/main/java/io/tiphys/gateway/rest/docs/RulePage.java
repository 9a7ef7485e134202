package io.tiphys.gateway.rest.docs;

import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The page of all rules, each under its own anchor; docs/rules.md and docs/preflight.md have the same content. */
final class RulePage {
    private static final String INTRODUCTION =
            "The rules for workflows. An error refuses a workflow and a warning does not, unless the environment"
                    + " sets another severity. A preflight also checks the state of the cluster.";

    private static final String ENTRY = """
            <section id="%s">
            <h2><a href="#%1$s">%1$s</a></h2>
            <p>%s</p>
            <p class="codes">%s</p>
            </section>
            """;

    private RulePage() {}

    static String html() {
        String ofDocuments =
                WorkflowValidator.rules().stream().map(RulePage::entry).collect(Collectors.joining());
        String ofClusters = Arrays.stream(InspectionRule.values())
                .map(rule -> entry(rule.id(), rule.description(), "preflight"))
                .collect(Collectors.joining());
        return ReferencePage.html("rules", INTRODUCTION, ofDocuments + ofClusters);
    }

    private static String entry(Rule rule) {
        return entry(rule.id(), rule.description(), rule.severity() == Severity.ERROR ? "error" : "warning");
    }

    private static String entry(String id, String description, String kind) {
        return ENTRY.formatted(id, ReferencePage.escape(description), kind);
    }
}
