package io.tiphys.gateway.grpc.bridge;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A message that came without compression, so that its length is known before it is read. */
final class IncomingMessage extends ByteArrayInputStream implements KnownLength {
    IncomingMessage(byte[] message) {
        super(message);
    }

    /** Hands a caller's messages on as they came. */
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
