package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tiphys.gateway.tracing.Tracing;

/** Requests for tests that have no server: as the entry leaves them. */
public final class EnteredRequest {
    private EnteredRequest() {}

    /** Gives the context of a request its call. */
    public static ServiceRequestContext of(ServiceRequestContext context) {
        CallRecorder recorder = new CallRecorder(new SimpleMeterRegistry(), new AuditLog(java.time.Clock.systemUTC()));
        try {
            HttpResponse unused = new CallEntry(
                            (same, request) -> HttpResponse.of(200),
                            recorder,
                            (ended, known, succeeded) -> {},
                            Tracing.off())
                    .serve(context, context.request());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return context;
    }
}
