package io.tiphys.gateway.argo;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A request body that knows whether the client has taken all of it. As long as it has not, the Argo Server cannot have
 * understood the request, and so surely did nothing.
 */
final class RequestBody implements BodyPublisher {
    private final BodyPublisher content;
    private volatile boolean taken;

    RequestBody(BodyPublisher content) {
        this.content = content;
    }

    /** Whether the client has taken the last byte, and may have sent it. */
    boolean taken() {
        return taken;
    }

    @Override
    public long contentLength() {
        return content.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
        content.subscribe(new Flow.Subscriber<>() {
            private long left = content.contentLength();

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                client.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                left -= part.remaining();
                taken = taken || left <= 0;
                client.onNext(part);
            }

            @Override
            public void onError(Throwable failure) {
                client.onError(failure);
            }

            @Override
            public void onComplete() {
                taken = true;
                client.onComplete();
            }
        });
    }
}
