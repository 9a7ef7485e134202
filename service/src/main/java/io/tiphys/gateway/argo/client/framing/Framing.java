package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.argo.client.request.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** The encoding of a stream's messages as bytes. Not thread-safe; one instance for each stream. */
public interface Framing {
    /**
     * The maximum length of a message, in bytes: a watch event carries a whole workflow with its nodes, which Argo keeps
     * below 1 MiB compressed.
     */
    int LONGEST = 20 * 1024 * 1024;

    static Framing of(Wire wire) {
        return wire == Wire.GRPC ? new GrpcFraming() : new LineFraming();
    }

    /** Whether a response with these headers is a stream. */
    boolean accepts(ResponseHeaders head);

    /**
     * Reads a response that is not a stream.
     *
     * @param trailers empty when there are none
     */
    ArgoAnswer refusal(WholeAnswer answer, HttpHeaders trailers);

    /** Adds bytes of the body. */
    void add(byte[] bytes);

    /**
     * The next message; empty when more bytes are needed.
     *
     * @throws IOException when the bytes are not a message, or the message is longer than {@link #LONGEST}
     */
    Optional<ArgoMessage> next() throws IOException;

    /**
     * The failure of a stream whose bytes have all been read; empty when the stream ended normally.
     *
     * @throws EOFException when the stream was cut within a message
     */
    Optional<ArgoAnswer> end(HttpHeaders trailers) throws EOFException;
}
