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

/** A call of the Argo API, with the facts that become known while the gateway serves the call. */
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

    /** Sets the prefix of the path, in front of the Argo Server's own path; empty for none. */
    public void prefix(String front) {
        prefix = front;
    }

    public String prefix() {
        return prefix;
    }

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

    /** The caller's name; empty until the caller is authenticated. */
    String caller() {
        return recorded.caller();
    }

    /** Sets the environment whose Argo Server answers. */
    public void answeredBy(SubmissionEnvironment answering) {
        answeredBy = answering;
    }

    public Optional<SubmissionEnvironment> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    /** Sets the namespace of the call, once the caller is authenticated. */
    public void namespace(String name) {
        recorded.namespace(name);
    }

    /** Sets the name of the call's object, once the caller is authenticated. */
    public void workflow(String name) {
        recorded.workflow(name);
    }

    /** Adds an action that runs at the end of the call. */
    public void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Ends the call. */
    public void end() {
        for (Runnable action = atEnd.poll(); action != null; action = atEnd.poll()) {
            action.run();
        }
    }
}
