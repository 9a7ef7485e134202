package io.tiphys.client;

import java.util.List;
import java.util.Objects;

/**
 * What was found in a file.
 *
 * @param name how it is called
 * @param findings in the order of the file; the last one counts the rest when there are too many
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
