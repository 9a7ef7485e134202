package io.tiphys.gateway.grpc.bridge;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Writes a service's message with its prefix on the wire: the flag for no compression, and the length. */
final class OutgoingFrame implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public byte[] parse(InputStream message) {
        try {
            if (message instanceof KnownLength) {
                byte[] frame = GrpcFrames.withRoomFor(message.available());
                message.readNBytes(frame, GrpcFrames.PREFIX, frame.length - GrpcFrames.PREFIX);
                return frame;
            }
            return GrpcFrames.frame(message.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream stream(byte[] frame) {
        return new ByteArrayInputStream(frame, GrpcFrames.PREFIX, frame.length - GrpcFrames.PREFIX);
    }
}
