package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lint.LintedFile;
import java.util.List;

/**
 * What was found in several files.
 *
 * @param files the files, in the order of the request
 */
@Schema(
        name = "LintFilesResponse",
        requiredProperties = {"files"})
public record LintFilesResponse(List<FileFindings> files) implements Answer {
    public LintFilesResponse {
        files = List.copyOf(files);
    }

    /**
     * What was found in one file.
     *
     * @param name how it is called
     * @param valid whether there is no finding of severity ERROR
     * @param findings what was found, in the order of the file
     */
    @Schema(
            name = "FileFindings",
            requiredProperties = {"name", "valid", "findings"})
    record FileFindings(String name, boolean valid, List<WorkflowFindingDocument> findings) {
        FileFindings {
            findings = List.copyOf(findings);
        }
    }

    public static LintFilesResponse of(List<LintedFile> linted) {
        return new LintFilesResponse(linted.stream()
                .map(file -> new FileFindings(file.name(), file.valid(), WorkflowFindingDocument.of(file.findings())))
                .toList());
    }
}
