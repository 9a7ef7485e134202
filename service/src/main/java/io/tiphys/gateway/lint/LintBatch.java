package io.tiphys.gateway.lint;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.document.ManifestReader;
import java.util.ArrayList;
import java.util.List;

/** The files of one call, within the limits that hold at every door. Not thread-safe. */
public final class LintBatch {
    /** So many bytes all files of a call have together: as many as the body of any other call. */
    public static final int LARGEST = ManifestReader.LARGEST_DOCUMENT;

    /** So many files a call has. */
    public static final int MOST_FILES = 1_000;

    /** So many characters a file's name has. */
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
     * @throws GatewayException with REQUEST_TOO_LARGE when that is too much, REQUEST_INVALID when its name is too long
     */
    public void add(LintFile file) {
        if (file.name().length() > LONGEST_NAME) {
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The name of a file is too long.")
                    .withViolations(List.of(Violation.ofParameter(
                            "file-name", "name", "A name has at most " + LONGEST_NAME + " characters."))));
        }
        if (files.size() == MOST_FILES) {
            throw tooLarge("There are more than the " + MOST_FILES + " files that one call takes.", MOST_FILES);
        }
        if (file.content().length > LARGEST - bytes) {
            throw tooLarge("The files have more than the " + LARGEST + " bytes that one call takes.", LARGEST);
        }
        bytes += file.content().length;
        files.add(file);
    }

    /** In the order in which they were added. */
    List<LintFile> files() {
        return List.copyOf(files);
    }

    private static GatewayException tooLarge(String detail, int limit) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_TOO_LARGE, detail + " Send fewer at a time.")
                .with("limit", Integer.toString(limit)));
    }
}
