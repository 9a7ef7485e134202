package io.tiphys.gateway.grpc;

import com.linecorp.armeria.server.Server;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tiphys.gateway.grpc.bridge.CallBodies;
import io.tiphys.gateway.grpc.bridge.GrpcBridge;
import io.tiphys.gateway.grpc.status.StatusTrailers;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.call.AuditLog;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.CallRecorder;
import io.tiphys.gateway.server.call.ProblemAnswers;
import io.tiphys.gateway.server.call.SingleHeaders;
import io.tiphys.gateway.tracing.Tracing;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A port with nothing behind it but the bridge to a gRPC server in this process. */
public final class BridgePort implements AutoCloseable {
    private final Server server;
    private @Nullable CompletableFuture<Void> stopped;

    private BridgePort(Server server) {
        this.server = server;
    }

    /** Opens it, on a free port, for messages of so many bytes. */
    public static BridgePort open(Channel inside, int largest) {
        return open(inside, largest, new SimpleMeterRegistry());
    }

    /** The same, recording calls there. */
    public static BridgePort open(Channel inside, int largest, MeterRegistry metrics) {
        GrpcBridge bridge = new GrpcBridge(inside, new CallBodies(new BodyBudget(64 << 20), true), largest);
        ProblemAnswers answers = new ProblemAnswers(new StatusTrailers(), List.of());
        Server server = Server.builder()
                .http(0)
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .gracefulShutdownTimeoutMillis(0, 0)
                .serviceUnder(
                        "/",
                        new CallEntry(
                                new SingleHeaders(bridge::serve, answers),
                                new CallRecorder(metrics, new AuditLog(Clock.systemUTC())),
                                (ended, known, succeeded) -> {},
                                Tracing.off()))
                .build();
        server.start().join();
        return new BridgePort(server);
    }

    public int number() {
        return server.activeLocalPort();
    }

    /** Begins to close it; the library takes two seconds for that, which no test needs to wait for. */
    @Override
    public void close() {
        stopped = server.stop();
    }
}
