package io.tiphys.gateway.argoapi.route;

import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes.Match;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoapi.rpc.NamedValue;
import io.tiphys.gateway.argoapi.uri.PathAndQuery;
import io.tiphys.gateway.argoapi.uri.PathSegments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the target of requests of the Argo API (argo-workflows v4.0.5, {@code server/apiserver/argoserver.go}). */
public final class Targets {
    private static final String EVENTS = "ReceiveEvent";
    private static final Pattern GRPC_METHOD = Pattern.compile("/[A-Za-z0-9_.]+/[A-Za-z0-9_]+");

    private static final ArgoRoutes ROUTES = new ArgoRoutes(ArgoRpcs.all());

    private Targets() {}

    /**
     * The target of a gRPC request.
     *
     * @param path its full method name with a leading slash
     * @throws GatewayException with METHOD_NOT_ALLOWED for a path that is not the name of a method
     */
    public static Target ofGrpc(String path) {
        Optional<ArgoRpc> rpc = ArgoRpcs.named(path.substring(1));
        if (rpc.isPresent()) {
            return new Target.Procedure(new Match(rpc.get(), Map.of()), "");
        }
        if (!GRPC_METHOD.matcher(path).matches()) {
            throw new GatewayException(Problem.of(
                    ErrorReason.METHOD_NOT_ALLOWED, "The path of a gRPC call must be /package.Service/Method."));
        }
        return new Target.Unknown(path);
    }

    /**
     * The target of an HTTP request.
     *
     * @param target its path with the query, below the Argo Server's base href
     * @param showsToken whether the request contains any token
     * @throws GatewayException with REQUEST_INVALID for an ambiguous path
     */
    public static Target ofHttp(String method, String target, boolean showsToken) {
        PathAndQuery given = PathAndQuery.of(target);
        PathSegments path = PathSegments.of(given.path());
        Optional<Match> match = ROUTES.match(method, path);
        if (match.isPresent()) {
            boolean webhook = !showsToken && match.get().rpc().method().equals(EVENTS);
            return webhook ? webhook(match.get(), given.query()) : new Target.Procedure(match.get(), given.query());
        }
        if (ArgoRoutes.isApi(path) || path.encoded().equals("/metrics")) {
            return unknown(path, given.query());
        }
        if (ArtifactPaths.isArtifact(path)) {
            return ArtifactPaths.target(method, path).orElseGet(() -> unknown(path, given.query()));
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return reads ? PageTargets.of(path, given.query()) : unknown(path, given.query());
    }

    private static Target webhook(Match match, String query) {
        QueryParameters.read(match.rpc(), query);
        NamedValue.require(match.rpc(), ArgoRequestView.of(match.variables(), Map.of()));
        return new Target.Webhook(match.variables().getOrDefault("namespace", ""), match.path());
    }

    private static Target unknown(PathSegments path, String query) {
        return new Target.Unknown(new PathAndQuery(path.encoded(), query).toString());
    }
}
