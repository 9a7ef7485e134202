package io.tiphys.client;

import io.tiphys.validation.rule.RuleSettings;
import java.util.List;

/**
 * Reports all errors of Workflows, WorkflowTemplates, ClusterWorkflowTemplates and CronWorkflows, without their
 * cluster: {@link #offline()} in this process and without a network, {@link TiphysClient#linter()} at a gateway, which weighs
 * the rules as one of its environments does. What is wrong with a file is part of the answer and no exception.
 * Implementations are thread-safe.
 *
 * <pre>{@code
 * LintedFile linted = Linter.offline().lint(yaml);
 * linted.findings().forEach(System.out::println);
 * }</pre>
 */
public interface Linter {
    /**
     * Lints files together: a template that one of them has is there for all.
     *
     * @return what was found, for each file in the order of the list
     * @throws TiphysException when the linter is at a gateway and the call did not do what it was to do
     */
    List<LintedFile> lint(List<LintFile> files);

    /** Lints one text, which may have several documents. */
    default LintedFile lint(String text) {
        return lint(List.of(LintFile.of("", text))).get(0);
    }

    /** A linter in this process that takes every rule as it is. */
    static Linter offline() {
        return offline(RuleSettings.DEFAULT);
    }

    /** A linter in this process that weighs the rules of docs/rules.md as the settings say. */
    static Linter offline(RuleSettings settings) {
        return new OfflineLinter(settings);
    }
}
