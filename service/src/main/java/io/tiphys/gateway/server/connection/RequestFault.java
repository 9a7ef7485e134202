package io.tiphys.gateway.server.connection;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;

/**
 * The reason to reject a request that the codec accepted. Its message is for the caller and repeats no part of the request.
 */
final class RequestFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final ErrorReason reason;

    RequestFault(ErrorReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Problem problem() {
        return Problem.of(reason, getMessage());
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
