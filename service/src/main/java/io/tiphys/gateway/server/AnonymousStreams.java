package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.concurrent.Shares;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Limits concurrent requests without a token, in total and for each address. One address may use a quarter of the total.
 * Thread-safe.
 */
final class AnonymousStreams {
    private static final int PERCENT_OF_AN_ADDRESS = 25;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final AtomicInteger open = new AtomicInteger();
    private final Shares<InetAddress> addresses;
    private final int most;

    /** @param most the largest number of concurrent requests, long-lived streams included */
    AnonymousStreams(int most) {
        this.most = most;
        this.addresses = Shares.percentOf(most, PERCENT_OF_AN_ADDRESS);
    }

    /**
     * Serves a request if the limits permit it. The request counts until its response is complete.
     *
     * @throws GatewayException with TOO_MANY_CALLS
     */
    HttpResponse serve(ServiceRequestContext context, Supplier<HttpResponse> service) {
        InetAddress address = context.remoteAddress().getAddress();
        enter(address);
        try {
            HttpResponse response = service.get();
            response.whenComplete().handle((done, failure) -> leave(address));
            return response;
        } catch (RuntimeException | Error e) {
            leave(address);
            throw e;
        }
    }

    private void enter(InetAddress address) {
        if (!addresses.enter(address)) {
            throw tooMany();
        }
        if (open.incrementAndGet() > most) {
            leave(address);
            throw tooMany();
        }
    }

    private boolean leave(InetAddress address) {
        open.decrementAndGet();
        addresses.leave(address);
        return true;
    }

    private GatewayException tooMany() {
        return new GatewayException(Problem.of(
                        ErrorReason.TOO_MANY_CALLS, "The number of open streams without a token has reached its limit.")
                .with("limit", Integer.toString(most))
                .withRetryAfter(ASK_AGAIN));
    }
}
