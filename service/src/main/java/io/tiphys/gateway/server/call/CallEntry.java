package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.AttributeKey;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.tracing.CallSpan;
import io.tiphys.gateway.tracing.Tracing;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost decorator: gives every request its id for the log and the response, and records the call when its response
 * has ended. A stream ends with its last event, or when its reader disconnects. Thread-safe.
 */
public final class CallEntry extends SimpleDecoratingHttpService {
    private static final AttributeKey<ApiCall> CALL = AttributeKey.valueOf(CallEntry.class, "CALL");

    private static final Logger LOG = LoggerFactory.getLogger(CallEntry.class);

    /** Is informed of the end of each request, public pages, health and reflection among them. Thread-safe. */
    public interface Listener {
        /**
         * A response has ended.
         *
         * @param callerKnown whether the caller was authenticated
         * @param succeeded whether the call did not fail
         */
        void ended(ServiceRequestContext context, boolean callerKnown, boolean succeeded);
    }

    private final CallRecorder recorder;
    private final Listener listener;
    private final Tracing tracing;

    public CallEntry(HttpService next, CallRecorder recorder, Listener listener, Tracing tracing) {
        super(next);
        this.recorder = recorder;
        this.listener = listener;
        this.tracing = tracing;
    }

    /** The call of a request that passed this decorator. */
    public static ApiCall call(ServiceRequestContext context) {
        return find(context).orElseThrow(() -> new IllegalStateException("the request did not pass the entry"));
    }

    /** The call of a request; empty for a request that was rejected before it reached a service. */
    public static Optional<ApiCall> find(ServiceRequestContext context) {
        return Optional.ofNullable(context.attr(CALL));
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        ApiCall call = begin(context, request);
        try (CallScope ignored = call.enter()) {
            return unwrap().serve(context, request);
        }
    }

    private ApiCall begin(ServiceRequestContext context, HttpRequest request) {
        CallProtocol protocol = CallProtocol.of(
                context.path(), request.headers(), context.sessionProtocol().isMultiplex());
        String requestId =
                RequestIds.accept(Optional.ofNullable(request.headers().get(RequestIds.HEADER)));
        boolean recorded = CallRecorder.isRecorded(protocol.api(), context.path());
        CallSpan span = recorded ? CallTrace.begin(tracing, request.headers()) : CallSpan.NONE;
        ApiCall call = new ApiCall(protocol, requestId, CallOrigin.network(context.clientAddress()), recorder, span);
        context.setAttr(CALL, call);
        context.setAdditionalResponseHeader(RequestIds.HEADER, requestId);
        long began = System.nanoTime();
        context.log()
                .whenAvailable(
                        RequestLogProperty.RESPONSE_HEADERS,
                        RequestLogProperty.RESPONSE_TRAILERS,
                        RequestLogProperty.RESPONSE_CAUSE,
                        RequestLogProperty.RESPONSE_END_TIME)
                .thenAccept(log -> {
                    Duration duration = Duration.ofNanos(System.nanoTime() - began);
                    call.over();
                    String outcome = CallOutcome.of(call, log, request.headers(), duration);
                    listener.ended(context, call.hasCaller(), outcome.equals(CallRecord.OK));
                    if (recorded) {
                        CallRecord record = call.record(outcome, duration);
                        try (CallScope ignored = call.enter()) {
                            recorder.ended(record);
                        }
                        CallTrace.end(span, record, protocol.grpc(), log, request.headers());
                    }
                })
                .exceptionally(fault -> {
                    LOG.error("the record of a call could not be written", fault);
                    return null;
                });
        return call;
    }
}
