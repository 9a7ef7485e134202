package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lint.LintBatch;
import io.tiphys.gateway.lint.LintFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Files to lint.
 *
 * @param files the files, at most 1,000, with at most 5 MiB together
 */
@Schema(
        name = "LintFilesRequest",
        requiredProperties = {"files"})
public record LintFilesRequest(List<SourceText> files) {
    public LintFilesRequest {
        files = List.copyOf(files); // the reader rejects missing values, with their source location
    }

    /**
     * One file.
     *
     * @param name how it is called in the answer, at most 1,024 characters
     * @param content YAML, also with several documents, or JSON
     */
    @Schema(
            name = "SourceText",
            requiredProperties = {"name", "content"})
    record SourceText(String name, String content) {
        SourceText {
            Objects.requireNonNull(name);
            Objects.requireNonNull(content);
        }
    }

    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID or REQUEST_TOO_LARGE, see {@link LintBatch} */
    public LintBatch batch() {
        LintBatch batch = new LintBatch();
        files.forEach(file -> batch.add(new LintFile(file.name(), file.content().getBytes(StandardCharsets.UTF_8))));
        return batch;
    }
}
