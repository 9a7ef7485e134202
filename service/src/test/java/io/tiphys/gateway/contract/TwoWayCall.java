package io.tiphys.gateway.contract;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * One call with a stream in both directions.
 *
 * @param <Q> the type of a request
 * @param <R> the type of a response
 */
final class TwoWayCall<Q, R> implements StreamObserver<R> {
    private final Function<StreamObserver<R>, StreamObserver<Q>> method;
    private final List<R> answers = new ArrayList<>();
    private final CompletableFuture<List<R>> ended = new CompletableFuture<>();

    /** @param method the method of a stub */
    TwoWayCall(Function<StreamObserver<R>, StreamObserver<Q>> method) {
        this.method = method;
    }

    /** @throws StatusRuntimeException with what the gateway answered instead */
    List<R> make(List<Q> requests) {
        StreamObserver<Q> sent = method.apply(this);
        try {
            requests.forEach(sent::onNext);
            sent.onCompleted();
        } catch (IllegalStateException e) {
            // the gateway has ended the call already; why, is told to the observer
        }
        try {
            return ended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatusRuntimeException refused ? refused : e;
        }
    }

    @Override
    public void onNext(R answer) {
        answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        ended.complete(List.copyOf(answers));
    }
}
