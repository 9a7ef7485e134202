package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import com.linecorp.armeria.common.stream.NoopSubscriber;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import io.netty.util.concurrent.EventExecutor;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The body of a request, which is received to its end, also after its reader cancels or aborts it: the rest is discarded.
 * Bytes of a body that nobody receives would stay in the flow-control window of their HTTP/2 connection (RFC 9113 section 5.2),
 * and so hold up the other streams of the connection. Thread-safe.
 */
final class DrainedBody implements StreamMessage<HttpObject> {
    private static final SubscriptionOption[] NONE = {};

    private final HttpRequest request;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();
    private final AtomicReference<@Nullable Reader> reader = new AtomicReference<>();

    DrainedBody(HttpRequest request) {
        this.request = request;
    }

    @Override
    public boolean isOpen() {
        return request.isOpen() && !completion.isDone();
    }

    @Override
    public boolean isEmpty() {
        return request.isEmpty();
    }

    @Override
    public long demand() {
        return completion.isDone() ? 0 : request.demand();
    }

    /** Completes with the body, or when its reader wants no more of it. */
    @Override
    public CompletableFuture<Void> whenComplete() {
        return completion;
    }

    @Override
    public EventExecutor defaultSubscriberExecutor() {
        return request.defaultSubscriberExecutor();
    }

    @Override
    public void subscribe(
            Subscriber<? super HttpObject> subscriber, EventExecutor executor, SubscriptionOption... options) {
        boolean tellsCancellation = Set.of(options).contains(SubscriptionOption.NOTIFY_CANCELLATION);
        Reader first = new Reader(subscriber, executor, tellsCancellation);
        if (reader.compareAndSet(null, first)) {
            request.subscribe(first, executor, options);
        } else {
            executor.execute(() -> {
                subscriber.onSubscribe(Reader.NO_SUBSCRIPTION);
                subscriber.onError(
                        completion.isCompletedExceptionally()
                                ? AbortedStreamException.get()
                                : new IllegalStateException("the body has a reader"));
            });
        }
    }

    @Override
    public void abort() {
        abort(AbortedStreamException.get());
    }

    @Override
    public void abort(Throwable cause) {
        if (completion.isDone()) {
            return;
        }
        Reader discarding = new Reader(NoopSubscriber.get(), request.defaultSubscriberExecutor(), false);
        if (reader.compareAndSet(null, discarding)) {
            completion.completeExceptionally(cause);
            request.subscribe(discarding, discarding.executor, NONE);
        }
        Reader present = reader.get();
        if (present != null) {
            present.executor.execute(() -> present.abort(cause));
        }
    }

    /** Passes pieces on until its subscriber wants no more of them. */
    private final class Reader implements Subscriber<HttpObject>, Subscription {
        static final Subscription NO_SUBSCRIPTION = new Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
        };

        private final Subscriber<? super HttpObject> subscriber;
        private final EventExecutor executor;
        private final boolean tellsCancellation;
        private volatile @Nullable Subscription upstream;

        Reader(Subscriber<? super HttpObject> subscriber, EventExecutor executor, boolean tellsCancellation) {
            this.subscriber = subscriber;
            this.executor = executor;
            this.tellsCancellation = tellsCancellation;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            subscriber.onSubscribe(this);
            if (completion.isDone()) {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void request(long count) {
            Subscription present = upstream;
            if (present != null && !completion.isDone()) {
                present.request(count);
            }
        }

        @Override
        public void cancel() {
            CancelledSubscriptionException cause = CancelledSubscriptionException.get();
            if (end(cause) && tellsCancellation) {
                executor.execute(() -> subscriber.onError(cause));
            }
        }

        void abort(Throwable cause) {
            if (end(cause)) {
                subscriber.onError(cause);
            }
        }

        /** Discards what is still to come; false when the body ended before. */
        private boolean end(Throwable cause) {
            if (!completion.completeExceptionally(cause)) {
                return false;
            }
            Subscription present = upstream;
            if (present != null) {
                present.request(Long.MAX_VALUE);
            }
            return true;
        }

        @Override
        public void onNext(HttpObject piece) {
            if (!completion.isDone()) {
                subscriber.onNext(piece);
            } else if (piece instanceof HttpData data) {
                data.close();
            }
        }

        @Override
        public void onError(Throwable cause) {
            if (end(cause)) {
                subscriber.onError(cause);
            }
        }

        @Override
        public void onComplete() {
            if (completion.complete(null)) {
                subscriber.onComplete();
            }
        }
    }
}
