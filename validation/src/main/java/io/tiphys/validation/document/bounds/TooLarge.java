package io.tiphys.validation.document.bounds;

import io.tiphys.validation.document.DocumentLimits;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.finding.Finding;
import java.util.Locale;

/** The refusals of a document that is too large. */
public final class TooLarge {
    private TooLarge() {}

    /** The refusal of a document with too many bytes. */
    public static UnreadableDocumentException document(int size) {
        return refusal(size, DocumentLimits.LARGEST_DOCUMENT, "The document has %,d bytes", "");
    }

    /** @param whole whether all of it was measured */
    static UnreadableDocumentException workflow(long size, boolean whole, LargestParts parts) {
        String subject = whole ? "The workflow as JSON has %,d bytes" : "The workflow as JSON has more than %,d bytes";
        return refusal(size, DocumentLimits.LARGEST_WORKFLOW, subject, largest(parts));
    }

    /** The refusal of a workflow with too many values, though its size is allowed. */
    static UnreadableDocumentException values(int most, LargestParts parts) {
        String message = String.format(Locale.ROOT, "The workflow has more than %,d values.", most) + largest(parts);
        return UnreadableDocumentException.malformed(DocumentRule.TOO_LARGE.finding("", 1, 1, message));
    }

    private static String largest(LargestParts parts) {
        String description = parts.description();
        return description.isEmpty() ? "" : " The largest parts: " + description + ".";
    }

    private static UnreadableDocumentException refusal(long size, int limit, String subject, String parts) {
        String message = String.format(Locale.ROOT, subject + ", and at most %,d are taken.", size, limit) + parts;
        Finding finding = DocumentRule.TOO_LARGE.finding("", 1, 1, message);
        return UnreadableDocumentException.tooLarge(finding, size, limit);
    }
}
