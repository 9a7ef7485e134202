package io.tiphys.gateway.argoapi.request;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.body.BodyReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Requests the pieces of a body one by one, and stops once the body exceeds a limit. */
public final class BodyCollector implements Subscriber<HttpObject> {
    private final int largest;
    private final BodyReservation held;
    private final CompletableFuture<byte[]> whole;
    private final List<byte[]> pieces = new ArrayList<>();
    private int size;
    private @Nullable Subscription subscription;

    /**
     * Creates a collector.
     *
     * @param largest the largest number of bytes
     * @param held counts the bytes
     * @param whole completed with the body, or with a {@link GatewayException}
     */
    public BodyCollector(int largest, BodyReservation held, CompletableFuture<byte[]> whole) {
        this.largest = largest;
        this.held = held;
        this.whole = whole;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        upstream.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject piece) {
        if (piece instanceof HttpData data && !whole.isDone()) {
            try {
                held.add(data.length());
            } catch (GatewayException e) {
                refuse(e);
                return;
            }
            size += data.length();
            if (size > largest) {
                refuse(RequestBodies.tooLarge(largest));
            } else {
                pieces.add(data.array());
            }
        }
    }

    private void refuse(GatewayException refusal) {
        whole.completeExceptionally(refusal);
        pieces.clear();
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable cause) {
        whole.completeExceptionally(RequestBodies.brokenOff(cause));
    }

    @Override
    public void onComplete() {
        byte[] body = new byte[size];
        int end = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, body, end, piece.length);
            end += piece.length;
        }
        whole.complete(body);
    }
}
