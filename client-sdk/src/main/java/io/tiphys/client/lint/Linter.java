package io.tiphys.client.lint;

import io.tiphys.client.TiphysClient;
import io.tiphys.client.TiphysException;
import io.tiphys.validation.rule.RuleSettings;
import java.util.List;

/**
 * Reports all errors of Workflows, WorkflowTemplates, ClusterWorkflowTemplates and CronWorkflows, without their cluster:
 * {@link #offline()} in this process and without a network, {@link TiphysClient#linter()} at a gateway, with the severities
 * of one of its environments. An error in a file is part of the result and not an exception. Implementations are
 * thread-safe.
 *
 * <pre>{@code
 * LintedFile linted = Linter.offline().lint(yaml);
 * linted.findings().forEach(System.out::println);
 * }</pre>
 */
public interface Linter {
    /**
     * Lints files together: a template of one file is available to all.
     *
     * @return the findings of each file in the order of the list
     * @throws TiphysException when the linter is at a gateway and the call failed
     */
    List<LintedFile> lint(List<LintFile> files);

    /** Lints one text, which may have several documents. */
    default LintedFile lint(String text) {
        return lint(List.of(LintFile.of("", text))).get(0);
    }

    /** A linter in this process with the default severities. */
    static Linter offline() {
        return offline(RuleSettings.DEFAULT);
    }

    /** A linter in this process with severities for the rules of docs/rules.md from the settings. */
    static Linter offline(RuleSettings settings) {
        return new OfflineLinter(settings);
    }
}
