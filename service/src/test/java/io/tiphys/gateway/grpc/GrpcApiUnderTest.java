package io.tiphys.gateway.grpc;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.core.order.OrderUtil;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.health.HealthGrpcService;
import io.tiphys.gateway.grpc.health.ServingState;
import io.tiphys.gateway.grpc.interceptor.CancellationInterceptor;
import io.tiphys.gateway.grpc.interceptor.IdempotencyInterceptor;
import io.tiphys.gateway.grpc.interceptor.MessageSizeInterceptor;
import io.tiphys.gateway.grpc.interceptor.ProblemInterceptor;
import io.tiphys.gateway.grpc.interceptor.RequestInterceptor;
import io.tiphys.gateway.lint.LintFiles;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The door on a real port, over the core on fakes; no framework. */
final class GrpcApiUnderTest implements AutoCloseable {
    static final String TOKEN = "token-of-ada";

    final CoreOnFakes core;
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final ManagedChannel channel;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ManagedChannel inside;
    private final BridgePort port;

    GrpcApiUnderTest(EnvironmentLimits limits, EnvironmentProbe... probes) {
        core = new CoreOnFakes(
                List.of(TestEnvironments.direct("lab", limits), TestEnvironments.direct("production", limits)),
                Optional.of("lab"),
                List.of(probes));
        core.tokens.knows(TOKEN, "ada");
        String name = InProcessServerBuilder.generateName();
        ServerBuilder<?> builder = InProcessServerBuilder.forName(name).executor(threads);
        services().forEach(builder::addService);
        interceptors().forEach(builder::intercept);
        server = start(builder.fallbackHandlerRegistry(new UnknownMethods()));
        inside = InProcessChannelBuilder.forName(name).directExecutor().build();
        port = BridgePort.open(inside, 8 * 1024 * 1024, metrics);
        channel = Grpc.newChannelBuilder("localhost:" + port.number(), InsecureChannelCredentials.create())
                .maxInboundMessageSize(64 * 1024 * 1024)
                .build();
    }

    WorkflowServiceGrpc.WorkflowServiceBlockingStub workflows() {
        return authorized(WorkflowServiceGrpc.newBlockingStub(channel));
    }

    WorkflowServiceGrpc.WorkflowServiceStub streams() {
        return authorized(WorkflowServiceGrpc.newStub(channel));
    }

    EnvironmentServiceGrpc.EnvironmentServiceBlockingStub environments() {
        return authorized(EnvironmentServiceGrpc.newBlockingStub(channel));
    }

    static <S extends AbstractStub<S>> S authorized(S stub) {
        Metadata metadata = new Metadata();
        metadata.put(RequestInterceptor.AUTHORIZATION, "Bearer " + TOKEN);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        port.close();
        inside.shutdownNow();
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private List<BindableService> services() {
        var authenticator = new GrpcCallAuthenticator(core.authenticator);
        return List.of(
                new WorkflowGrpcService(
                        authenticator,
                        core.submitWorkflow,
                        core.preflightWorkflow,
                        core.getWorkflow,
                        core.listWorkflows,
                        new WorkflowChanges(authenticator, core.changeWorkflow, core.deleteWorkflow),
                        new WorkflowStreams(authenticator, core.watchWorkflows, core.streamLogs)),
                new EnvironmentGrpcService(authenticator, core.environments, core.preflight),
                new LintGrpcService(authenticator, new LintFiles()),
                new IdentityGrpcService(authenticator, core.whoAmI),
                new BatchGrpcService(
                        authenticator,
                        core.submitBatch,
                        core.previewBatch,
                        new BodyBudget(64L << 20),
                        new BatchReads(authenticator, core.readBatches, core.collectOutputs, core.changeWorkflows)),
                new HealthGrpcService(
                        new ServingState(core.environments, core.preflight, Ticker.systemTicker()), core.openStreams));
    }

    /** In the order in which the framework adds them: the last one added is the outermost. */
    private List<ServerInterceptor> interceptors() {
        List<ServerInterceptor> interceptors = new ArrayList<>(List.of(
                new MessageSizeInterceptor(),
                new RequestInterceptor(),
                new IdempotencyInterceptor(),
                new CancellationInterceptor(),
                new ProblemInterceptor()));
        OrderUtil.reverseSort(interceptors);
        return interceptors;
    }

    private static Server start(ServerBuilder<?> builder) {
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
