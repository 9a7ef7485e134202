package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Locale;

/** The problems of a document that is too large. */
final class TooLarge {
    private TooLarge() {}

    /** More bytes than are read. */
    static GatewayException document(int size) {
        return problem(size, WorkflowManifestReader.LARGEST_DOCUMENT, "The document has %,d bytes", "");
    }

    /** @param whole whether all of it was measured */
    static GatewayException workflow(long size, boolean whole, LargestParts parts) {
        String subject = whole ? "The workflow as JSON has %,d bytes" : "The workflow as JSON has more than %,d bytes";
        String largest = parts.description();
        return problem(
                size,
                WorkflowManifestReader.LARGEST_WORKFLOW,
                subject,
                largest.isEmpty() ? "" : " The largest parts: " + largest + ".");
    }

    private static GatewayException problem(long size, int limit, String subject, String parts) {
        String detail = String.format(Locale.ROOT, subject + ", and at most %,d are taken.", size, limit) + parts;
        return new GatewayException(Problem.of(ErrorReason.WORKFLOW_TOO_LARGE, detail)
                .with("size", Long.toString(size))
                .with("limit", Integer.toString(limit)));
    }
}
