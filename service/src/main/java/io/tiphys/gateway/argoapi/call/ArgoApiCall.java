package io.tiphys.gateway.argoapi.call;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallEntry;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A call of the Argo API, and what becomes known of it while it is served. */
public final class ArgoApiCall {
    private final ServiceRequestContext context;
    private final HttpRequest request;
    private final boolean grpc;
    private final ApiCall recorded;
    private volatile Target target = new Target.Unknown("");
    private volatile String prefix = "";
    private final Queue<Runnable> atEnd = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SubmissionEnvironment answeredBy;

    public ArgoApiCall(ServiceRequestContext context, HttpRequest request, boolean grpc) {
        this.context = context;
        this.request = request;
        this.grpc = grpc;
        this.recorded = CallEntry.call(context);
    }

    public ServiceRequestContext context() {
        return context;
    }

    public HttpRequest request() {
        return request;
    }

    public RequestHeaders headers() {
        return request.headers();
    }

    public boolean grpc() {
        return grpc;
    }

    public String requestId() {
        return recorded.requestId();
    }

    /** What its path has in front of the Argo Server's own path; empty for nothing. */
    public void prefix(String front) {
        prefix = front;
    }

    public String prefix() {
        return prefix;
    }

    /** What is called. */
    public void target(Target called) {
        target = called;
        recorded.operation(called.operation());
    }

    public Target target() {
        return target;
    }

    /** The call as the server records it. */
    public ApiCall recorded() {
        return recorded;
    }

    /** The caller's name; empty until it is known. */
    String caller() {
        return recorded.caller();
    }

    /** Whose Argo Server answers. */
    public void answeredBy(SubmissionEnvironment answering) {
        answeredBy = answering;
    }

    public Optional<SubmissionEnvironment> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    /** The namespace that it works in, once its caller is known. */
    public void namespace(String name) {
        recorded.namespace(name);
    }

    /** The name of what it is about, once its caller is known. */
    public void workflow(String name) {
        recorded.workflow(name);
    }

    /** What is also to be done once the call is over. */
    public void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** The call is over. */
    public void end() {
        for (Runnable action = atEnd.poll(); action != null; action = atEnd.poll()) {
            action.run();
        }
    }
}
