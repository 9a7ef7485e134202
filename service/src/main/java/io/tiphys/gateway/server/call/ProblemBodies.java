package io.tiphys.gateway.server.call;

import io.tiphys.gateway.error.Problem;

/** Port to the writer of an API's errors over HTTP, for responses that the server writes itself. Thread-safe. */
public interface ProblemBodies {
    /** The API of these errors. */
    ApiKind api();

    /** The media type of {@link #body}. */
    String mediaType();

    /** The HTTP status of a problem. */
    int status(Problem problem);

    /** The response body of a problem. */
    byte[] body(Problem problem);

    /** The problem in the form for a gRPC status of this API. */
    default Problem overGrpc(Problem problem) {
        return problem;
    }
}
