package io.tiphys.gateway.lint;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.document.DocumentLimits;
import java.util.ArrayList;
import java.util.List;

/** The files of one call, within the limits of every API. Not thread-safe. */
public final class LintBatch {
    /** The maximum total size of a call's files, in bytes: equal to that of any other call's body. */
    public static final int LARGEST = DocumentLimits.LARGEST_DOCUMENT;

    /** The maximum number of files in a call. */
    public static final int MOST_FILES = 1_000;

    /** The maximum length of a file's name, in characters. */
    public static final int LONGEST_NAME = 1_024;

    private final List<LintFile> files = new ArrayList<>();
    private int bytes;

    /** A batch of one file. */
    public static LintBatch of(LintFile file) {
        LintBatch batch = new LintBatch();
        batch.add(file);
        return batch;
    }

    /**
     * Adds a file.
     *
     * @throws GatewayException with REQUEST_TOO_LARGE when the batch exceeds a limit, REQUEST_INVALID when the name is too
     *     long
     */
    public void add(LintFile file) {
        if (file.name().length() > LONGEST_NAME) {
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The name of a file is too long.")
                    .withViolations(List.of(Violation.ofParameter(
                            "file-name", "name", "A name has at most " + LONGEST_NAME + " characters."))));
        }
        if (files.size() == MOST_FILES) {
            throw tooLarge("There are more than the " + MOST_FILES + " files that one call accepts.", MOST_FILES);
        }
        if (file.content().length > LARGEST - bytes) {
            throw tooLarge("The files have more than the " + LARGEST + " bytes that one call accepts.", LARGEST);
        }
        bytes += file.content().length;
        files.add(file);
    }

    /** The files in the order of addition. */
    List<LintFile> files() {
        return List.copyOf(files);
    }

    private static GatewayException tooLarge(String detail, int limit) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_TOO_LARGE, detail + " Send fewer at a time.")
                .with("limit", Integer.toString(limit)));
    }
}
