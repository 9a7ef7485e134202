package io.tiphys.gateway.server.call;

import io.tiphys.gateway.access.AccountSelector;
import io.tiphys.gateway.access.AccountSelector.Selected;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.CallObserver;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.tracing.CallSpan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call of any API: its id, and the facts that become known while the gateway serves it. The API sets these facts. {@link
 * CallEntry} creates the call and records it when its response has ended. Thread-safe.
 */
public final class ApiCall implements CallObserver {
    private final CallProtocol protocol;
    private final String requestId;
    private final String network;
    private final CallRecorder recorder;
    private final CallSpan span;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private volatile String operation = CallRecord.UNKNOWN_OPERATION;
    private volatile String caller = "";
    private volatile String environment = "";
    private volatile String account = "";
    private volatile String accountRule = "";
    private volatile @Nullable AccountSelector accounts;
    private volatile String namespace = "";
    private volatile String workflow = "";
    private volatile @Nullable ErrorReason reason;
    private boolean stream;

    /**
     * Begins a call.
     *
     * @param network the network of the caller, as {@link CallOrigin#network} names it
     * @param recorder counts the call while it is an open stream
     * @param span the span of the call
     */
    ApiCall(CallProtocol protocol, String requestId, String network, CallRecorder recorder, CallSpan span) {
        this.protocol = protocol;
        this.requestId = requestId;
        this.network = network;
        this.recorder = recorder;
        this.span = span;
    }

    public CallProtocol protocol() {
        return protocol;
    }

    /** The id, which appears in the response, the log and the details of errors. */
    public String requestId() {
        return requestId;
    }

    /** The network of the caller, as {@link CallOrigin#network} names it. */
    public String network() {
        return network;
    }

    /** The origin of this call, for the quota of its caller. */
    public CallOrigin origin(boolean isStream) {
        return new CallOrigin(network, isStream, this);
    }

    /**
     * Sets the operation: an id from a table, never a text of the caller, because the operation becomes a label of metrics.
     */
    public void operation(String id) {
        operation = id;
    }

    @Override
    public void caller(CallContext known) {
        caller = known.caller().displayName();
    }

    /** Whether the caller is authenticated. */
    boolean hasCaller() {
        return !caller.isEmpty();
    }

    @Override
    public void environment(CallContext known) {
        environment = known.environment().name();
        account = known.environment().credentialMode().serviceAccount().orElse("");
        accountRule = known.accountRule().orElse("");
        accounts = known.accounts();
    }

    /** Sets the namespace that the call names; to be called once the caller is authenticated. */
    public void namespace(String name) {
        namespace = name;
    }

    /** Sets the name of the workflow or other object of the call; to be called once the caller is authenticated. */
    public void workflow(String name) {
        workflow = name;
    }

    /** Sets the reason of the failure. The first reason counts: later ones are its consequences. */
    public synchronized void failed(ErrorReason why) {
        if (reason == null) {
            reason = why;
        }
    }

    /** Marks the response as a stream, which counts as open until the call ends. */
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

    /** Begins the work of the current thread for the call. */
    public CallScope enter() {
        return new CallScope(requestId, span);
    }

    /** Runs a step of the call within {@link #enter}. */
    public void logged(Runnable step) {
        try (CallScope ignored = enter()) {
            step.run();
        }
    }

    /** The caller's name; empty until the caller is authenticated. */
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
        Optional<Selected> delegated = Optional.ofNullable(accounts).flatMap(one -> one.delegatedIn(namespace));
        return new CallRecord(
                protocol.api(),
                operation,
                requestId,
                span.traceId().orElse(""),
                caller,
                environment,
                delegated.flatMap(one -> one.mode().serviceAccount()).orElse(account),
                delegated.flatMap(Selected::rule).orElse(accountRule),
                namespace,
                workflow,
                outcome,
                duration);
    }

    /** The id alone: no field of a call is secret, but many are long. */
    @Override
    public String toString() {
        return "ApiCall[" + requestId + "]";
    }
}
