package io.tiphys.gateway.grpc.bridge;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An uncompressed message, whose length is known before it is read. */
final class IncomingMessage extends ByteArrayInputStream implements KnownLength {
    IncomingMessage(byte[] message) {
        super(message);
    }

    /** Passes a caller's messages on unchanged. */
    static final class AsItIs implements MethodDescriptor.Marshaller<InputStream> {
        @Override
        public InputStream stream(InputStream message) {
            return message;
        }

        @Override
        public InputStream parse(InputStream message) {
            return message;
        }
    }
}
