package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.observability.RequestIds;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A call of the Argo API, and what becomes known of it while it is served. */
final class ArgoApiCall {
    private final ServiceRequestContext context;
    private final HttpRequest request;
    private final boolean grpc;
    private final String requestId;
    private final long began = System.nanoTime();
    private volatile Target target = new Target.Unknown("");
    private volatile String prefix = "";
    private volatile String caller = "";
    private volatile String environment = "";
    private volatile String namespace = "";
    private final Queue<Runnable> atEnd = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SubmissionEnvironment answeredBy;

    ArgoApiCall(ServiceRequestContext context, HttpRequest request, boolean grpc) {
        this.context = context;
        this.request = request;
        this.grpc = grpc;
        this.requestId = RequestIds.accept(Optional.ofNullable(request.headers().get(RequestIds.HEADER)));
    }

    ServiceRequestContext context() {
        return context;
    }

    HttpRequest request() {
        return request;
    }

    RequestHeaders headers() {
        return request.headers();
    }

    boolean grpc() {
        return grpc;
    }

    String requestId() {
        return requestId;
    }

    /** What its path has in front of the Argo Server's own path; empty for nothing. */
    void prefix(String front) {
        prefix = front;
    }

    String prefix() {
        return prefix;
    }

    /** What is called. */
    void target(Target called) {
        target = called;
    }

    Target target() {
        return target;
    }

    void caller(String name, String environmentName) {
        caller = name;
        environment = environmentName;
    }

    String caller() {
        return caller;
    }

    String environment() {
        return environment;
    }

    /** Whose Argo Server answers. */
    void answeredBy(SubmissionEnvironment answering) {
        answeredBy = answering;
    }

    Optional<SubmissionEnvironment> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    void namespace(String name) {
        namespace = name;
    }

    String namespace() {
        return namespace;
    }

    /** What is also to be done once the call is over. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** The call is over. */
    void end() {
        for (Runnable action = atEnd.poll(); action != null; action = atEnd.poll()) {
            action.run();
        }
    }

    Duration sinceItBegan() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
