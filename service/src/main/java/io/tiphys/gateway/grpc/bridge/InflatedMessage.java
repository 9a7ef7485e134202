package io.tiphys.gateway.grpc.bridge;

import io.tiphys.gateway.server.body.BodyReservation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A compressed message that is inflated while it is read; fails with RESOURCE_EXHAUSTED once it is too large. */
final class InflatedMessage extends FilterInputStream {
    private final int largest;
    private final BodyReservation held;
    private long passed;

    /**
     * Wraps a message.
     *
     * @param largest the largest uncompressed size in bytes
     * @param held counts the uncompressed bytes
     */
    InflatedMessage(InputStream inflating, int largest, BodyReservation held) {
        super(inflating);
        this.largest = largest;
        this.held = held;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) {
        passed += more;
        if (passed > largest) {
            throw IncomingFrames.tooLarge(largest);
        }
        held.add(more);
    }
}
