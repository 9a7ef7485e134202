package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.argo.client.request.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** How the messages of a stream stand in its bytes. Not thread-safe; one for each stream. */
public interface Framing {
    /**
     * The longest message, in bytes: a watch event carries a whole workflow with its nodes, which Argo keeps below 1 MiB
     * compressed.
     */
    int LONGEST = 20 * 1024 * 1024;

    static Framing of(Wire wire) {
        return wire == Wire.GRPC ? new GrpcFraming() : new LineFraming();
    }

    /** Whether an answer that begins like this is a stream. */
    boolean accepts(ResponseHeaders head);

    /**
     * What an answer says that is no stream.
     *
     * @param trailers empty when there are none
     */
    ArgoAnswer refusal(WholeAnswer answer, HttpHeaders trailers);

    /** More bytes of the body. */
    void add(byte[] bytes);

    /**
     * The next message; empty when more bytes are needed.
     *
     * @throws IOException when what came is no message, or longer than {@link #LONGEST}
     */
    Optional<ArgoMessage> next() throws IOException;

    /**
     * The failure with which a stream ended whose bytes have all been read; empty when it ended in order.
     *
     * @throws EOFException when it was cut amid a message
     */
    Optional<ArgoAnswer> end(HttpHeaders trailers) throws EOFException;
}
