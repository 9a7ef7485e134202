package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.argoapi.forward.HeaderRules;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.request.RefusedHeaders;
import io.tiphys.gateway.argoapi.request.RequestReader;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.route.Targets;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.call.EnteredRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A request to a remote procedure, taken through the steps by which the gateway reads it and makes it anew. */
public record RemadeRequest(ArgoRpc rpc, ArgoRequestView view, RequestHeaders headers) {
    private static final ArgoApiConfiguration CONFIGURATION =
            new ArgoApiConfiguration(1 << 20, false, Duration.ofHours(1));
    private static final RequestReader READER = new RequestReader(CONFIGURATION, new BodyBudget(64 << 20));
    private static final HeaderRules RULES = new HeaderRules(CONFIGURATION);
    private static final ServiceRequestContext FROM_LOOPBACK =
            EnteredRequest.of(ServiceRequestContext.builder(HttpRequest.of(HttpMethod.GET, "/"))
                    .remoteAddress(new InetSocketAddress("127.0.0.1", 4711))
                    .build());

    /** What is sent for a request whose caller shows a token; empty for one that calls no remote procedure. */
    public static Optional<RemadeRequest> of(String method, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        RequestHeaders headers = RequestHeaders.of(HttpMethod.valueOf(method), target);
        return of(bytes.length == 0 ? HttpRequest.of(headers) : HttpRequest.of(headers, HttpData.wrap(bytes)));
    }

    /** The same. */
    public static Optional<RemadeRequest> of(HttpRequest request) {
        ArgoApiCall call = new ArgoApiCall(context(), request, false);
        RequestHeaders given = request.headers();
        RefusedHeaders.require(given);
        Target target = Targets.ofHttp(given.method().name(), given.path(), true);
        call.target(target);
        RefusedHeaders.requireNoForm(given, target);
        if (!(target instanceof Target.Procedure procedure)) {
            return Optional.empty();
        }
        ArgoApiRequest read = READER.read(call, procedure, Deadline.after(Duration.ofSeconds(5)));
        RequestHeaders sent = RULES.upstream(call, read.target());
        return Optional.of(new RemadeRequest(procedure.match().rpc(), read.view(), sent));
    }

    /** Whether a request is refused. */
    static boolean isRefused(String method, String target) {
        try {
            of(method, target, "");
            return false;
        } catch (GatewayException e) {
            return true;
        }
    }

    /** A context from a caller at 127.0.0.1. */
    public static ServiceRequestContext context() {
        return FROM_LOOPBACK;
    }

    String line() {
        return headers.method() + " " + headers.path();
    }
}
