package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lint.LintedFile;
import java.util.List;

/**
 * What was found in a text.
 *
 * @param valid whether there is no finding of severity ERROR
 * @param findings what was found, in the order of the text
 */
@Schema(
        name = "LintResponse",
        requiredProperties = {"valid", "findings"})
public record LintResponse(boolean valid, List<WorkflowFindingDocument> findings) implements Answer {
    public LintResponse {
        findings = List.copyOf(findings);
    }

    public static LintResponse of(LintedFile file) {
        return new LintResponse(file.valid(), WorkflowFindingDocument.of(file.findings()));
    }
}
