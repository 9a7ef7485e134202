package io.tiphys.gateway.rest.docs;

import io.tiphys.gateway.error.ErrorReason;

/** The page of all reasons, each under its own anchor; docs/errors.md has the same content. */
public final class ErrorPage {
    private static final String ENTRY = """
            <section id="%s">
            <h2><a href="#%1$s">%1$s</a></h2>
            <p><strong>%s</strong></p>
            <p>%s</p>
            <p>%s</p>
            <p class="codes">HTTP %d · gRPC %s · %s</p>
            </section>
            """;

    private ErrorPage() {}

    /** The text above the reasons. */
    public static String introduction() {
        return "Every error of the gateway names one of these reasons: over HTTP the member \"reason\" of a problem"
                + " document (RFC 9457), over gRPC the reason of google.rpc.ErrorInfo with the domain tiphys.io.";
    }

    static String html() {
        StringBuilder entries = new StringBuilder();
        for (ErrorReason reason : ErrorReason.values()) {
            entries.append(ENTRY.formatted(
                    reason.name(),
                    ReferencePage.escape(reason.title()),
                    ReferencePage.escape(reason.meaning()),
                    ReferencePage.escape(reason.remedy()),
                    reason.kind().httpStatus(),
                    reason.kind().grpcCode(),
                    repeatable(reason)));
        }
        return ReferencePage.html("errors", introduction(), entries.toString());
    }

    /** Whether a repeated call can succeed. */
    public static String repeatable(ErrorReason reason) {
        return reason.retryable() ? "the call can be repeated unchanged" : "do not repeat the call unchanged";
    }
}
