package io.tiphys.gateway.rest.stream;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.core.propagation.PropagatedContext;
import java.util.concurrent.Semaphore;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Passes a body to the server, which requests a piece when the previous one has been written to the socket. A virtual thread
 * pulls and waits. A slow reader thus holds one piece in memory and slows only its own source. Read once.
 */
final class PullPublisher implements Publisher<ReadBuffer> {
    private final StreamingBody<?> body;
    private final ReadBufferFactory buffers;
    private final PropagatedContext context;

    /** @param context the context of the request for the pulling thread, in particular the request id */
    PullPublisher(StreamingBody<?> body, ReadBufferFactory buffers, PropagatedContext context) {
        this.body = body;
        this.buffers = buffers;
        this.context = context;
    }

    @Override
    public void subscribe(Subscriber<? super ReadBuffer> subscriber) {
        Carrier carrier = new Carrier(subscriber);
        subscriber.onSubscribe(carrier);
        Thread.ofVirtual().name("stream").start(context.wrap(carrier));
    }

    private final class Carrier implements Subscription, Runnable {
        private final Subscriber<? super ReadBuffer> subscriber;
        private final Semaphore demand = new Semaphore(0);
        private volatile boolean cancelled;

        Carrier(Subscriber<? super ReadBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void run() {
            try {
                carry();
                subscriber.onComplete();
            } catch (InterruptedException | StreamingBody.CutOffException e) {
                subscriber.onError(e);
            } finally {
                body.close();
            }
        }

        private void carry() throws InterruptedException, StreamingBody.CutOffException {
            for (demand.acquire(); !cancelled; demand.acquire()) {
                byte[] piece = body.next();
                if (piece == null) {
                    return;
                }
                subscriber.onNext(buffers.adapt(piece));
            }
        }

        @Override
        public void request(long pieces) {
            demand.release((int) Math.min(pieces, Integer.MAX_VALUE - demand.availablePermits()));
        }

        @Override
        public void cancel() {
            cancelled = true;
            body.close();
            demand.release();
        }
    }
}
