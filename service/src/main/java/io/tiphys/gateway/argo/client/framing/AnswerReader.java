package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.argo.client.capacity.HeldResponse;
import io.tiphys.gateway.error.GatewayException;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a whole response up to the maximum size. Used by one event loop. */
public final class AnswerReader implements Subscriber<HttpObject> {
    /** The maximum size of a refusal, in bytes. */
    public static final int LARGEST_REFUSAL = 1024 * 1024;

    private final CompletableFuture<WholeAnswer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final HeldResponse held;
    private @Nullable Subscription subscription;
    private volatile @Nullable ResponseHeaders head;

    /** @param held counts the bytes of the response */
    public AnswerReader(HeldResponse held) {
        this.held = held;
    }

    /**
     * The future response; fails with {@link TooLargeException}, with a {@link GatewayException} of the budget, or with the
     * failure of the connection.
     */
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
        try {
            if (isWithinLimits(bytes.length)) {
                body.writeBytes(bytes);
            } else {
                stop(new TooLargeException());
            }
        } catch (GatewayException e) {
            stop(e);
        }
    }

    private boolean isWithinLimits(int more) {
        ResponseHeaders headers = head;
        boolean ok = headers != null && headers.status().equals(HttpStatus.OK);
        return (ok || body.size() + more <= LARGEST_REFUSAL) && held.add(more);
    }

    private void stop(Exception cause) {
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
        answer.completeExceptionally(cause);
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
