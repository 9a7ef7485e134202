package io.tiphys.gateway.batch.sweep;

/** Refuses tables that were read from a file with the wrong encoding. */
final class TableEncoding {
    private static final char REPLACEMENT = '\uFFFD';

    private TableEncoding() {}

    /**
     * Another encoding leaves such characters behind when it is read as UTF-8, or as UTF-16 read as an 8-bit encoding.
     *
     * @param kind the member of the sweep that has the text
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID
     */
    static void requireUtf8(String kind, String text) {
        if (text.indexOf(REPLACEMENT) >= 0 || text.indexOf('\0') >= 0) {
            throw SweepProblems.invalid(
                    "sweep-encoding",
                    "/sweep/" + kind,
                    "The member '" + kind
                            + "' was read with the wrong encoding: it contains U+FFFD or NUL. Read the file"
                            + " with its own encoding and send it as UTF-8.");
        }
    }
}
