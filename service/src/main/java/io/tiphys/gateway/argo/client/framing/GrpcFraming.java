package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages as gRPC frames ("gRPC over HTTP2", "Length-Prefixed-Message"). No message is compressed, because requests accept
 * no compression.
 */
final class GrpcFraming implements Framing {
    private static final int OK = 0;

    /** The unread bytes are between {@link #start} and {@link #end}. */
    private byte[] received = new byte[0];

    private int start;
    private int end;

    @Override
    public boolean accepts(ResponseHeaders head) {
        return head.status().equals(HttpStatus.OK) && !head.contains(GrpcTrailers.STATUS);
    }

    @Override
    public ArgoAnswer refusal(WholeAnswer answer, HttpHeaders trailers) {
        HttpHeaders status = GrpcTrailers.of(answer.head(), trailers);
        return status.contains(GrpcTrailers.STATUS)
                ? ArgoAnswer.ofGrpc(answer.head().status().code(), status)
                : ArgoAnswer.of(answer);
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
        if (end - start < GrpcFrames.PREFIX) {
            return Optional.empty();
        }
        GrpcFrames.Prefix prefix = GrpcFrames.Prefix.at(received, start);
        if (prefix.flag() != 0) {
            throw new IOException("a compressed message, which was not asked for");
        }
        int length = prefix.length();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of more than " + LONGEST + " bytes");
        }
        int from = start + GrpcFrames.PREFIX;
        if (end - from < length) {
            return Optional.empty();
        }
        start = from + length;
        return Optional.of(new ArgoMessage.Result(Arrays.copyOfRange(received, from, start)));
    }

    @Override
    public Optional<ArgoAnswer> end(HttpHeaders trailers) throws EOFException {
        if (end > start || !trailers.contains(GrpcTrailers.STATUS)) {
            throw new EOFException("the call has no end");
        }
        ArgoAnswer answer = ArgoAnswer.ofGrpc(HttpStatus.OK.code(), trailers);
        return answer.code().equals(Optional.of(OK)) ? Optional.empty() : Optional.of(answer);
    }
}
