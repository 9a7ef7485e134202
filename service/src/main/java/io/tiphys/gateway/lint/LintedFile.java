package io.tiphys.gateway.lint;

import io.tiphys.validation.finding.Finding;
import java.util.List;
import java.util.Objects;

/**
 * What was found in a file.
 *
 * @param name how it is called
 * @param findings in the order of the file; the last one counts the rest when there are too many
 */
public record LintedFile(String name, List<Finding> findings) {
    public LintedFile {
        Objects.requireNonNull(name);
        findings = List.copyOf(findings);
    }

    /** Whether there is no error in it; there may be warnings. */
    public boolean valid() {
        return findings.stream().noneMatch(Finding::isError);
    }
}
