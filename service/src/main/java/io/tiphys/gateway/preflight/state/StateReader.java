package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the state of a cluster for one preflight, with the caller's token. Each distinct question is sent once, and
 * questions run in parallel. Thread-safe.
 */
public final class StateReader {
    /** The maximum number of questions for one workflow: a document may name thousands of objects. */
    public static final int MOST_QUESTIONS = 200;

    private static final String TOO_MANY = "the workflow names more than " + MOST_QUESTIONS + " objects";
    private static final String NOT_FOR_THE_CLUSTER = "the caller's token is for the gateway and not for the cluster";
    private static final String TOO_LATE = "there was no answer in time";

    private final ClusterState state;
    private final CallContext callContext;
    private final Namespace namespace;
    private final Deadline deadline;
    private final Map<StateQuestion<?>, CompletableFuture<? extends StateAnswer<?>>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    public StateReader(ClusterState state, CallContext callContext, Namespace namespace, Deadline deadline) {
        this.state = state;
        this.callContext = callContext;
        this.namespace = namespace;
        this.deadline = deadline;
    }

    /** Starts to read state that checks will need. */
    public void prepare(Collection<? extends StateQuestion<?>> questions) {
        questions.forEach(this::start);
    }

    /** Waits for the answer until the deadline. */
    @SuppressWarnings("unchecked") // start() stores each question with its own answer type
    public <T> StateAnswer<T> ask(StateQuestion<T> question) {
        try {
            return (StateAnswer<T>) deadline.await(start(question));
        } catch (GatewayException e) {
            return new StateAnswer.Unknown<>(TOO_LATE);
        }
    }

    private CompletableFuture<? extends StateAnswer<?>> start(StateQuestion<?> question) {
        return asked.computeIfAbsent(question, this::begin);
    }

    private <T> CompletableFuture<StateAnswer<T>> begin(StateQuestion<T> question) {
        if (count.incrementAndGet() > MOST_QUESTIONS) {
            return CompletableFuture.completedFuture(new StateAnswer.Unknown<>(TOO_MANY));
        }
        Optional<BearerToken> token = callContext.caller().upstreamToken();
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(new StateAnswer.Unknown<>(NOT_FOR_THE_CLUSTER));
        }
        return Parallel.start(
                () -> state.ask(callContext.environment().name(), token.get(), namespace.value(), question, deadline));
    }
}
