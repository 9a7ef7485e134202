package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a request whose response ends first. For a while the client may still send the rest, so that it can read the complete
 * response (RFC 9113 section 8.1). Armeria's own delay always lasts to its end, and a stop of the gateway would wait for requests
 * of clients that are gone. Thread-safe.
 */
public final class UnreadBodies extends SimpleDecoratingHttpService {
    /** The time after a response in which the client may send the rest of the request. */
    public static final Duration MOST = Duration.ofSeconds(3);

    public UnreadBodies(HttpService next) {
        super(next);
    }

    @Override
    public ServiceOptions options() {
        return ServiceOptions.builder()
                .closeHttp2StreamDelayMillis(MOST.toMillis())
                .requestAutoAbortDelayMillis(Long.MAX_VALUE)
                .build();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (request.isOpen()) {
            context.log()
                    .whenAvailable(RequestLogProperty.RESPONSE_END_TIME)
                    .thenRun(() -> abortLater(context, request));
        }
        return unwrap().serve(context, request);
    }

    private static void abortLater(ServiceRequestContext context, HttpRequest request) {
        if (request.isOpen()) {
            Future<?> abort = context.eventLoop()
                    .schedule(
                            () -> request.abort(ResponseCompleteException.get()),
                            MOST.toMillis(),
                            TimeUnit.MILLISECONDS);
            request.whenComplete().handle((done, failure) -> abort.cancel(false));
        }
    }
}
