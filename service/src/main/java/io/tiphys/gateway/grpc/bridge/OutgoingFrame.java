package io.tiphys.gateway.grpc.bridge;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Writes a service's message with its prefix on the wire: the flag for no compression, and the length. */
final class OutgoingFrame implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public byte[] parse(InputStream message) {
        try {
            if (message instanceof KnownLength) {
                byte[] frame = prefixed(message.available());
                message.readNBytes(frame, IncomingFrames.PREFIX, frame.length - IncomingFrames.PREFIX);
                return frame;
            }
            byte[] whole = message.readAllBytes();
            byte[] frame = prefixed(whole.length);
            System.arraycopy(whole, 0, frame, IncomingFrames.PREFIX, whole.length);
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] prefixed(int length) {
        return ByteBuffer.allocate(IncomingFrames.PREFIX + length)
                .put((byte) 0)
                .putInt(length)
                .array();
    }

    @Override
    public InputStream stream(byte[] frame) {
        return new ByteArrayInputStream(frame, IncomingFrames.PREFIX, frame.length - IncomingFrames.PREFIX);
    }
}
