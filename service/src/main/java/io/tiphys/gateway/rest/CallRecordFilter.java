package io.tiphys.gateway.rest;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.observability.ApiKind;
import io.tiphys.gateway.observability.CallRecord;
import io.tiphys.gateway.observability.CallRecorder;
import java.time.Duration;
import java.util.Optional;

/** Records every call of the API when it has ended: a stream when its last event has gone out or its reader has. */
@ServerFilter("/v1/**")
final class CallRecordFilter implements Ordered {
    private static final String BEGAN = "tiphys.began";

    private final CallRecorder recorder;

    CallRecordFilter(CallRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public int getOrder() {
        return FilterOrder.CALL_RECORD;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(BEGAN, System.nanoTime());
        operation(request).ifPresent(operation -> request.setAttribute(CallRecord.class.getName(), operation));
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (response.body() instanceof StreamingBody<?> stream) {
            recorder.streamBegan(ApiKind.REST);
            stream.whenEnded(outcome -> {
                recorder.streamEnded(ApiKind.REST);
                recorder.ended(record(request, outcome));
            });
        } else {
            recorder.ended(record(request, outcome(response)));
        }
    }

    private static CallRecord record(HttpRequest<?> request, String outcome) {
        Optional<CallContext> admission = request.getAttribute(AuthenticationFilter.ADMISSION, CallContext.class);
        return new CallRecord(
                ApiKind.REST,
                request.getAttribute(CallRecord.class.getName(), String.class).orElse(CallRecord.UNKNOWN_OPERATION),
                RequestIdFilter.id(request),
                request.getAttribute(AuthenticationFilter.CALLER, String.class).orElse(""),
                admission.map(known -> known.environment().name()).orElse(""),
                admission.isPresent() ? variable(request, "namespace") : "",
                outcome,
                Duration.ofNanos(System.nanoTime()
                        - request.getAttribute(BEGAN, Long.class).orElseGet(System::nanoTime)));
    }

    /** The operation's id is the name of the method that serves it. */
    private static Optional<String> operation(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(MethodBasedRouteMatch.class::isInstance)
                .map(match -> ((MethodBasedRouteMatch<?, ?>) match).getMethodName());
    }

    private static String variable(HttpRequest<?> request, String name) {
        return RouteAttributes.getRouteMatch(request)
                .map(RouteMatch::getVariableValues)
                .map(values -> values.get(name))
                .map(Object::toString)
                .orElse("");
    }

    private static String outcome(MutableHttpResponse<?> response) {
        return response.getAttribute(ProblemWriter.REASON, ErrorReason.class)
                .map(ErrorReason::name)
                .orElse(CallRecord.OK);
    }
}
