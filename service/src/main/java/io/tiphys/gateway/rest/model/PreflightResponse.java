package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.environmenthealth.PreflightReport;
import java.util.List;

/**
 * What the checks of an environment found.
 *
 * @param environment the environment that was checked
 * @param ready whether no check failed
 * @param findings the checks, in the order in which they are made
 */
@Schema(
        name = "PreflightResponse",
        requiredProperties = {"environment", "ready", "findings"})
public record PreflightResponse(String environment, boolean ready, List<PreflightFinding> findings) implements Answer {
    public PreflightResponse {
        findings = List.copyOf(findings);
    }

    public static PreflightResponse of(PreflightReport report) {
        return new PreflightResponse(
                report.environment(),
                report.ready(),
                report.findings().stream().map(PreflightFinding::of).toList());
    }
}
