package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallEntry;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A call of the Argo API, and what becomes known of it while it is served. */
final class ArgoApiCall {
    private final ServiceRequestContext context;
    private final HttpRequest request;
    private final boolean grpc;
    private final ApiCall recorded;
    private volatile Target target = new Target.Unknown("");
    private volatile String prefix = "";
    private final Queue<Runnable> atEnd = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SubmissionEnvironment answeredBy;

    ArgoApiCall(ServiceRequestContext context, HttpRequest request, boolean grpc) {
        this.context = context;
        this.request = request;
        this.grpc = grpc;
        this.recorded = CallEntry.call(context);
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
        return recorded.requestId();
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
        recorded.operation(called.operation());
    }

    Target target() {
        return target;
    }

    /** The call as the server records it. */
    ApiCall recorded() {
        return recorded;
    }

    /** The caller's name; empty until it is known. */
    String caller() {
        return recorded.caller();
    }

    /** Whose Argo Server answers. */
    void answeredBy(SubmissionEnvironment answering) {
        answeredBy = answering;
    }

    Optional<SubmissionEnvironment> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    /** The namespace that it works in, once its caller is known. */
    void namespace(String name) {
        recorded.namespace(name);
    }

    /** The name of what it is about, once its caller is known. */
    void workflow(String name) {
        recorded.workflow(name);
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
}
