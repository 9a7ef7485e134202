package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a whole response up to the maximum size. Used by one event loop. */
public final class AnswerReader implements Subscriber<HttpObject> {
    /** The maximum size of a response, in bytes: the limit of the Argo Server's own gRPC side. */
    static final int LARGEST = 100 * 1024 * 1024;

    /** The maximum size of a refusal, in bytes. */
    public static final int LARGEST_REFUSAL = 1024 * 1024;

    private final CompletableFuture<WholeAnswer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;
    private volatile @Nullable ResponseHeaders head;

    /** The future response; fails with {@link TooLargeException}, or with the failure of the connection. */
    public CompletableFuture<WholeAnswer> answer() {
        return answer;
    }

    /** Whether the response headers have arrived. */
    public boolean begun() {
        return head != null;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        upstream.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject piece) {
        if (piece instanceof ResponseHeaders headers) {
            head = headers;
        } else if (piece instanceof HttpData data) {
            add(data.array());
        }
    }

    private void add(byte[] bytes) {
        if (body.size() + bytes.length <= most()) {
            body.writeBytes(bytes);
            return;
        }
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
        answer.completeExceptionally(new TooLargeException());
    }

    private int most() {
        ResponseHeaders headers = head;
        return headers != null && headers.status().equals(HttpStatus.OK) ? LARGEST : LARGEST_REFUSAL;
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ResponseHeaders headers = head;
        if (headers == null) {
            answer.completeExceptionally(new IllegalStateException("an answer without a head"));
        } else {
            answer.complete(new WholeAnswer(headers, body.toByteArray()));
        }
    }

    /** The response exceeds the maximum size. */
    public static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("the answer is too large");
        }
    }
}
