package io.tiphys.gateway.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a caller from its headers {@code traceparent} and {@code tracestate} (W3C Trace Context, level 1). The headers
 * are hostile until read: whatever is malformed, repeated or too long is ignored, and the call begins a trace of its own.
 */
final class CallerTrace {
    /** Later versions may be longer; their beginning is that of version 00 (section 3.2.2). */
    private static final int LONGEST_PARENT = 128;

    /** What every vendor must pass on (section 3.3.1.5); a longer state is dropped, and its trace continues. */
    private static final int LONGEST_STATE = 512;

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final Pattern PARENT_FORM = Pattern.compile("[0-9a-f]{2}(-[0-9a-z]+){3,8}");

    private CallerTrace() {}

    /**
     * The context of a caller's trace; the root context when there is none.
     *
     * @param parents the values of all headers {@code traceparent}
     * @param states the values of all headers {@code tracestate}, which count as one list
     */
    static Context of(List<String> parents, List<String> states) {
        if (parents.size() != 1 || !isParent(parents.get(0))) {
            return Context.root();
        }
        String state = String.join(",", states);
        Map<String, String> headers = state.length() > LONGEST_STATE
                ? Map.of(PARENT, parents.get(0))
                : Map.of(PARENT, parents.get(0), STATE, state);
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, new Headers());
    }

    private static boolean isParent(String value) {
        return value.length() <= LONGEST_PARENT && PARENT_FORM.matcher(value).matches();
    }

    private static final class Headers implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return Optional.ofNullable(headers).map(all -> all.get(name)).orElse(null);
        }
    }
}
