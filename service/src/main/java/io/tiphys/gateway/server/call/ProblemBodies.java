package io.tiphys.gateway.server.call;

import io.tiphys.gateway.error.Problem;

/** Port to the writer of an API's errors over HTTP, for answers that the server writes itself. Thread-safe. */
public interface ProblemBodies {
    /** Whose errors these are. */
    ApiKind api();

    /** The media type of {@link #body}. */
    String mediaType();

    /** The status. */
    int status(Problem problem);

    /** The body. */
    byte[] body(Problem problem);

    /** The problem as a gRPC status of this API tells it. */
    default Problem overGrpc(Problem problem) {
        return problem;
    }
}
