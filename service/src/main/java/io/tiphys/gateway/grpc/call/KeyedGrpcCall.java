package io.tiphys.gateway.grpc.call;

import io.grpc.Context;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import java.util.List;
import java.util.Optional;

/** The idempotency key in a call's metadata, and whether its response is a replay. Thread-safe. */
public final class KeyedGrpcCall {
    public static final Context.Key<KeyedGrpcCall> KEY = Context.key("tiphys-idempotency");

    private final List<String> values;
    private volatile boolean replayed;

    public KeyedGrpcCall(List<String> values) {
        this.values = List.copyOf(values);
    }

    /**
     * The keys of the current call, in its metadata and in a field of its message.
     *
     * @param requestId the field {@code request_id}; empty when it is not set
     * @throws io.tiphys.gateway.error.GatewayException as {@link GivenKeys#withHeader} does
     */
    public static GivenKeys given(String requestId) {
        return GivenKeys.NONE
                .withHeader(current().values)
                .with("request_id", Optional.of(requestId).filter(text -> !text.isEmpty()));
    }

    /** Marks the response of the current call as a replay, or not. */
    public static void answered(boolean asReplay) {
        current().replayed = asReplay;
    }

    public boolean replayed() {
        return replayed;
    }

    private static KeyedGrpcCall current() {
        KeyedGrpcCall call = KEY.get();
        if (call == null) {
            throw new IllegalStateException("the idempotency interceptor was not passed");
        }
        return call;
    }
}
