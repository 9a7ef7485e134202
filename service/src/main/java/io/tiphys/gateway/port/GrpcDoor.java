package io.tiphys.gateway.port;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;

/**
 * Hands calls to the framework's gRPC server, which listens on loopback. What streams goes on streaming, in both directions,
 * and a caller that goes away ends the call behind it. Thread-safe.
 */
final class GrpcDoor {
    private final WebClient client;

    GrpcDoor(ClientFactory connections, int port) {
        client = WebClient.builder(SessionProtocol.H2C, Endpoint.of("127.0.0.1", port))
                .factory(connections)
                .responseTimeoutMillis(0)
                .writeTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
    }

    HttpResponse serve(HttpRequest request) {
        return client.execute(request);
    }
}
