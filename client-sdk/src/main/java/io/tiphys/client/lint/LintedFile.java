package io.tiphys.client.lint;

import io.tiphys.client.Severity;
import io.tiphys.client.workflow.WorkflowFinding;
import java.util.List;
import java.util.Objects;

/**
 * The findings of a file.
 *
 * @param name its name
 * @param findings in the order of the file; when there are too many, the last one gives the number of the rest
 */
public record LintedFile(String name, List<WorkflowFinding> findings) {
    public LintedFile {
        Objects.requireNonNull(name);
        findings = List.copyOf(findings);
    }

    /** Whether there is no finding of severity ERROR; there may be warnings. */
    public boolean valid() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
