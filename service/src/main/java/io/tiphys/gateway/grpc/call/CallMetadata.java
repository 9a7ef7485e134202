package io.tiphys.gateway.grpc.call;

import io.grpc.Metadata;
import io.tiphys.gateway.server.call.ApiCall;
import java.io.InputStream;

/**
 * Passes the record of a call from the bridge to the in-process server, as metadata that are never serialised: the
 * in-process transport passes metadata on by reference.
 */
public final class CallMetadata {
    /** The key; the bridge drops metadata of this name that a caller sends. */
    public static final Metadata.Key<ApiCall> CALL = Metadata.Key.of("tiphys-call-bin", new Marshaller());

    private CallMetadata() {}

    private static final class Marshaller implements Metadata.BinaryStreamMarshaller<ApiCall> {
        @Override
        public InputStream toStream(ApiCall call) {
            return new Carrier(call);
        }

        @Override
        public ApiCall parseStream(InputStream stream) {
            if (stream instanceof Carrier carrier) {
                return carrier.call;
            }
            throw new IllegalArgumentException("the call did not come from the bridge");
        }
    }

    /** Contains the call, and has no bytes. */
    private static final class Carrier extends InputStream {
        private final ApiCall call;

        Carrier(ApiCall call) {
            this.call = call;
        }

        @Override
        public int read() {
            return -1;
        }
    }
}
