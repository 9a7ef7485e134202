package io.tiphys.gateway.environmenthealth;

import java.util.List;

/**
 * The result of an environment's checks.
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
