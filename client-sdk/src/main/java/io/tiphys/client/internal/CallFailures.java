package io.tiphys.client.internal;

import io.tiphys.client.Reason;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.generated.ApiException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classifies a failed call for its caller. */
public final class CallFailures {
    private CallFailures() {}

    /** Whether the call can be repeated safely. */
    public enum Kind {
        READ,
        CHANGE
    }

    /** The failure of a call of the generated client. */
    static TiphysException of(ApiException failure, Kind kind) {
        if (failure.getCode() > 0 && failure.getResponseBody() != null) {
            return ProblemReader.read(
                    failure.getCode(),
                    failure.getResponseBody(),
                    failure.getResponseHeaders() == null
                            ? Optional.empty()
                            : failure.getResponseHeaders().firstValue("Retry-After"));
        }
        return withoutAnswer(failure.getCause() == null ? failure : failure.getCause(), kind);
    }

    /** The failure of a call without a response. */
    public static TiphysException withoutAnswer(@Nullable Throwable cause, Kind kind) {
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException) {
            return local(Reason.GATEWAY_UNREACHABLE, true, "No connection to the gateway could be made.", cause);
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return local(Reason.CANCELLED, false, "The calling thread was interrupted.", cause);
        }
        if (kind == Kind.CHANGE) {
            return local(
                    Reason.OUTCOME_UNKNOWN,
                    false,
                    "The request was sent, but there was no response. It may have been carried out: check before you repeat it.",
                    cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return local(Reason.DEADLINE_EXCEEDED, true, "The gateway did not answer in time.", cause);
        }
        return cause instanceof IOException
                ? local(Reason.GATEWAY_UNREACHABLE, true, "The connection to the gateway broke.", cause)
                : local(Reason.UNKNOWN, false, "The call failed in this client.", cause);
    }

    private static TiphysException local(Reason reason, boolean retryable, String detail, @Nullable Throwable cause) {
        return new TiphysException(Failure.local(reason, retryable, detail), cause);
    }
}
