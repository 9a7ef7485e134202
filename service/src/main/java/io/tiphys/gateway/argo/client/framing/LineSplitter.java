package io.tiphys.gateway.argo.client.framing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Splits bytes into lines. Not thread-safe. */
final class LineSplitter {
    private final int longest;
    private final Deque<ByteBuffer> received = new ArrayDeque<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** @param longest the maximum length of a line, in bytes */
    LineSplitter(int longest) {
        this.longest = longest;
    }

    /** Adds bytes. */
    void add(byte[] bytes) {
        received.add(ByteBuffer.wrap(bytes));
    }

    /**
     * The next whole line without its end; empty when more bytes are needed.
     *
     * @throws IOException when the line is too long
     */
    Optional<byte[]> next() throws IOException {
        while (!received.isEmpty()) {
            ByteBuffer buffer = received.getFirst();
            boolean ended = moveLine(buffer);
            if (!buffer.hasRemaining()) {
                received.removeFirst();
            }
            if (begun.size() > longest) {
                throw new IOException("a line of more than " + longest + " bytes");
            }
            if (ended) {
                byte[] line = begun.toByteArray();
                begun.reset();
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** Whether the bytes end within a line. */
    boolean unfinished() {
        return begun.size() > 0;
    }

    /** Moves bytes up to the end of the line; returns whether the end was found. */
    private boolean moveLine(ByteBuffer buffer) {
        int end = buffer.position();
        while (end < buffer.limit() && buffer.get(end) != '\n') {
            end++;
        }
        byte[] part = new byte[end - buffer.position()];
        buffer.get(part);
        begun.writeBytes(part);
        boolean ended = buffer.hasRemaining();
        if (ended) {
            buffer.get();
        }
        return ended;
    }
}
