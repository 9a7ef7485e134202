package io.tiphys.gateway.server.call;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.CallObserver;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.error.ErrorReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A call, whatever its API: its id, and what becomes known of it while it is served. The API sets what it knows; {@link
 * CallEntry} makes the call and records it when its answer has ended. Thread-safe.
 */
public final class ApiCall implements CallObserver {
    private final CallProtocol protocol;
    private final String requestId;
    private final String network;
    private final CallRecorder recorder;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private volatile String operation = CallRecord.UNKNOWN_OPERATION;
    private volatile String caller = "";
    private volatile String environment = "";
    private volatile String namespace = "";
    private volatile String workflow = "";
    private volatile @Nullable ErrorReason reason;
    private boolean stream;

    /**
     * A call that begins.
     *
     * @param network the network that it comes from, as {@link CallOrigin#network} names it
     * @param recorder counts the call while it is an open stream
     */
    ApiCall(CallProtocol protocol, String requestId, String network, CallRecorder recorder) {
        this.protocol = protocol;
        this.requestId = requestId;
        this.network = network;
        this.recorder = recorder;
    }

    public CallProtocol protocol() {
        return protocol;
    }

    /** The id, which the answer, the log and the details of errors carry. */
    public String requestId() {
        return requestId;
    }

    /** The network that the call comes from, as {@link CallOrigin#network} names it. */
    public String network() {
        return network;
    }

    /** What the quota of a caller needs to know of this call. */
    public CallOrigin origin(boolean isStream) {
        return new CallOrigin(network, isStream, this);
    }

    /** Sets the operation: an id out of a table, never what a caller sent, because it becomes a label of metrics. */
    public void operation(String id) {
        operation = id;
    }

    @Override
    public void caller(CallContext known) {
        caller = known.caller().displayName();
    }

    @Override
    public void environment(CallContext known) {
        environment = known.environment().name();
    }

    /** Sets the namespace that the call names; to be called once its caller is known. */
    public void namespace(String name) {
        namespace = name;
    }

    /** Sets the name of the workflow, or of whatever object the call is about; to be called once its caller is known. */
    public void workflow(String name) {
        workflow = name;
    }

    /** Sets why the call failed. The first reason counts: what follows is its consequence. */
    public synchronized void failed(ErrorReason why) {
        if (reason == null) {
            reason = why;
        }
    }

    /** Says that the answer is a stream, which counts as open until the call is over. */
    public void stream() {
        synchronized (this) {
            if (stream) {
                return;
            }
            stream = true;
        }
        recorder.streamBegan(protocol.api());
        whenOver(() -> recorder.streamEnded(protocol.api()));
    }

    /** Whether {@link #stream} was called. */
    public synchronized boolean isStream() {
        return stream;
    }

    @Override
    public void whenOver(Runnable action) {
        over.thenRun(action);
    }

    /** Does a step of the call under its id in the log. */
    public void logged(Runnable step) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable(MdcKeys.REQUEST_ID, requestId)) {
            step.run();
        }
    }

    /** The caller's name; empty until it is known. */
    public String caller() {
        return caller;
    }

    Optional<ErrorReason> reason() {
        return Optional.ofNullable(reason);
    }

    void over() {
        over.complete(null);
    }

    CallRecord record(String outcome, Duration duration) {
        return new CallRecord(
                protocol.api(), operation, requestId, caller, environment, namespace, workflow, outcome, duration);
    }

    /** The id alone: nothing of a call is secret, but much of it is long. */
    @Override
    public String toString() {
        return "ApiCall[" + requestId + "]";
    }
}
