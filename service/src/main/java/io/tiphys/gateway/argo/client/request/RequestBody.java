package io.tiphys.gateway.argo.client.request;

import com.linecorp.armeria.common.HttpData;
import java.util.Arrays;

/**
 * The body of a request in parts. A small body is sent in one piece. A large body is sent part by part, each after the
 * previous one was written. The last part closes the document: before the connection has accepted that part, the Argo Server
 * cannot have parsed the request. Immutable; the bytes are not copied before they are sent.
 */
public final class RequestBody {
    /** The size that fits into the buffers of a connection, so that sending in parts reveals nothing. */
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

    /** The pieces to send one after the other; at least one. */
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
