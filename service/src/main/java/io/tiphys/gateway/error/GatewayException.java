package io.tiphys.gateway.error;

import org.jspecify.annotations.Nullable;

/** The one exception that carries a failure to an API. The cause is for the log and is never shown to a caller. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public GatewayException(Problem problem) {
        this(problem, null);
    }

    public GatewayException(Problem problem, @Nullable Throwable cause) {
        super(problem.reason() + ": " + problem.detail(), cause);
        this.problem = problem;
    }

    /** The problem, as the caller may see it. */
    public Problem problem() {
        return problem;
    }
}
