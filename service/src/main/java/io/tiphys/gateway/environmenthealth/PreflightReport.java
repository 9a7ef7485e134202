package io.tiphys.gateway.environmenthealth;

import java.util.List;

/**
 * What the checks of an environment found.
 *
 * @param environment its name
 * @param findings one for each check, in their order
 */
public record PreflightReport(String environment, List<Finding> findings) {
    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /** Whether no check failed. */
    public boolean ready() {
        return findings.stream().allMatch(Finding::passed);
    }
}
