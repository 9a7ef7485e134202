package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages as gRPC frames ("gRPC over HTTP2", "Length-Prefixed-Message"). No message is compressed, because requests accept
 * no compression.
 */
final class GrpcFraming implements Framing {
    private static final int HEAD = 5;
    private static final String STATUS = "grpc-status";
    private static final int OK = 0;

    /** The unread bytes are between {@link #start} and {@link #end}. */
    private byte[] received = new byte[0];

    private int start;
    private int end;

    @Override
    public boolean accepts(ResponseHeaders head) {
        return head.status().equals(HttpStatus.OK) && !head.contains(STATUS);
    }

    @Override
    public ArgoAnswer refusal(WholeAnswer answer, HttpHeaders trailers) {
        int httpStatus = answer.head().status().code();
        if (answer.head().contains(STATUS)) {
            return ArgoAnswer.ofGrpc(httpStatus, answer.head());
        }
        return trailers.contains(STATUS) ? ArgoAnswer.ofGrpc(httpStatus, trailers) : ArgoAnswer.of(answer);
    }

    @Override
    public void add(byte[] bytes) {
        int left = end - start;
        if (left == 0) {
            received = bytes;
            start = 0;
            end = bytes.length;
            return;
        }
        if (received.length - end < bytes.length) {
            received = Arrays.copyOfRange(received, start, start + 2 * (left + bytes.length));
            start = 0;
            end = left;
        }
        System.arraycopy(bytes, 0, received, end, bytes.length);
        end += bytes.length;
    }

    @Override
    public Optional<ArgoMessage> next() throws IOException {
        if (end - start < HEAD) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(received, start + 1, Integer.BYTES).getInt();
        if (received[start] != 0) {
            throw new IOException("a compressed message, which was not asked for");
        }
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of more than " + LONGEST + " bytes");
        }
        int from = start + HEAD;
        if (end - from < length) {
            return Optional.empty();
        }
        start = from + length;
        return Optional.of(new ArgoMessage.Result(Arrays.copyOfRange(received, from, start)));
    }

    @Override
    public Optional<ArgoAnswer> end(HttpHeaders trailers) throws EOFException {
        if (end > start || !trailers.contains(STATUS)) {
            throw new EOFException("the call has no end");
        }
        ArgoAnswer answer = ArgoAnswer.ofGrpc(HttpStatus.OK.code(), trailers);
        return answer.code().equals(Optional.of(OK)) ? Optional.empty() : Optional.of(answer);
    }
}
