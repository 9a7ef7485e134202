package io.tiphys.gateway.grpc.call;

import io.grpc.Metadata;
import io.tiphys.gateway.server.call.ApiCall;
import java.io.InputStream;

/**
 * Takes the record of a call from the bridge to the server in this process, as metadata that never become bytes: the
 * in-process transport hands metadata on as they are.
 */
public final class CallMetadata {
    /** The key; what a caller sends under this name is dropped by the bridge. */
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

    /** Holds the call, and has no bytes. */
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
