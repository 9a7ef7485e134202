package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** Messages as lines: server-sent events, or lines of JSON. */
final class LineFraming implements Framing {
    private final LineSplitter lines = new LineSplitter(LONGEST);

    @Override
    public boolean accepts(ResponseHeaders head) {
        return head.status().equals(HttpStatus.OK);
    }

    @Override
    public ArgoAnswer refusal(WholeAnswer answer, HttpHeaders trailers) {
        return ArgoAnswer.of(answer);
    }

    @Override
    public void add(byte[] bytes) {
        lines.add(bytes);
    }

    @Override
    public Optional<ArgoMessage> next() throws IOException {
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            Optional<ArgoMessage> message = ArgoMessage.of(line.get());
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<ArgoAnswer> end(HttpHeaders trailers) throws EOFException {
        if (lines.unfinished()) {
            throw new EOFException("the last line has no end");
        }
        return Optional.empty();
    }
}
