package io.tiphys.gateway.port;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;

/**
 * Hands requests to a door of this process that listens on loopback: the framework's HTTP server, or its gRPC server. What
 * streams goes on streaming, in both directions, and a caller that goes away ends the request behind it. Thread-safe.
 */
final class OwnDoor {
    private final WebClient client;

    /**
     * The door on this port.
     *
     * @param protocol what it speaks, {@link SessionProtocol#H1C} or {@link SessionProtocol#H2C}
     */
    OwnDoor(ClientFactory connections, SessionProtocol protocol, int port) {
        client = WebClient.builder(protocol, Endpoint.of("127.0.0.1", port))
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
