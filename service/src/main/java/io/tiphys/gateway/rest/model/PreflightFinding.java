package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check the check's stable name, for example cluster-reachable
 * @param passed whether it passed
 * @param message what was found and, when it failed, what to do
 * @param reason the reason when it failed; absent when it passed
 */
@Schema(
        name = "PreflightFinding",
        requiredProperties = {"check", "passed", "message"})
public record PreflightFinding(
        String check,
        boolean passed,
        String message,
        @Nullable ErrorReason reason) {

    static PreflightFinding of(Finding finding) {
        return new PreflightFinding(
                finding.check(),
                finding.passed(),
                finding.message(),
                finding.failure().orElse(null));
    }
}
