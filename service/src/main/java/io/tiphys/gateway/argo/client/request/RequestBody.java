package io.tiphys.gateway.argo.client.request;

import com.linecorp.armeria.common.HttpData;
import java.util.Arrays;

/**
 * The body of a request in parts. A small one is sent in one piece. A large one is sent part by part, each when the one before
 * has been written: its last part closes the document, so as long as that was not handed over, the Argo Server cannot have
 * understood the request. Immutable; the bytes are not copied before they are sent.
 */
public final class RequestBody {
    /** What fits into the buffers of a connection, so that nothing is learnt from sending it in parts. */
    private static final int ONE_PIECE = 64 * 1024;

    private final byte[][] parts;
    private final int length;

    /** @param parts the bytes in their order; without the last part, the whole is not valid */
    RequestBody(byte[]... parts) {
        this.parts = parts.clone();
        this.length = Arrays.stream(parts).mapToInt(part -> part.length).reduce(0, Math::addExact);
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** The pieces that are sent one after the other; one at least. */
    public HttpData[] pieces() {
        if (length > ONE_PIECE) {
            return Arrays.stream(parts).map(HttpData::wrap).toArray(HttpData[]::new);
        }
        byte[] whole = new byte[length];
        int end = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, end, part.length);
            end += part.length;
        }
        return new HttpData[] {HttpData.wrap(whole)};
    }
}
