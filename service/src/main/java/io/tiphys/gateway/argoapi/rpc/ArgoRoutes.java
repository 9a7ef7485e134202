package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.argoapi.uri.PathSegments;
import io.tiphys.gateway.argoapi.uri.PercentEncoding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps HTTP requests to remote procedures (the {@code google.api.http} options of argo-workflows v4.0.5). A variable may be
 * empty, which names all namespaces. A route with more fixed parts wins. Immutable.
 */
public final class ArgoRoutes {
    private static final List<String> API = List.of("api", "v1");

    private final List<Route> routes;

    private record Route(ArgoRpc rpc, List<String> parts, long fixed) {}

    /**
     * A request that matches a route.
     *
     * @param rpc the called procedure
     * @param variables the decoded variables of its path; none over gRPC
     */
    public record Match(ArgoRpc rpc, Map<String, String> variables) {
        /** The path of the procedure over HTTP, built from its template and the variables. */
        public String path() {
            StringBuilder path = new StringBuilder("/api/v1");
            for (String part : parts(rpc)) {
                path.append('/')
                        .append(
                                isVariable(part)
                                        ? PercentEncoding.encode(variables.getOrDefault(name(part), ""))
                                        : part);
            }
            return path.toString();
        }
    }

    public ArgoRoutes(List<ArgoRpc> rpcs) {
        routes = rpcs.stream()
                .map(rpc -> {
                    List<String> parts = parts(rpc);
                    return new Route(
                            rpc,
                            parts,
                            parts.stream().filter(part -> !isVariable(part)).count());
                })
                .sorted((one, other) -> Long.compare(other.fixed(), one.fixed()))
                .toList();
    }

    /** Whether a path belongs to the API at all. */
    public static boolean isApi(PathSegments path) {
        return path.at(0).equals("api");
    }

    /** The procedure that a request calls; empty when there is no such route. */
    public Optional<Match> match(String method, PathSegments path) {
        if (path.size() <= API.size() || !path.values().subList(0, API.size()).equals(API)) {
            return Optional.empty();
        }
        List<String> parts = path.values().subList(API.size(), path.size());
        for (Route route : routes) {
            if (route.rpc().httpMethod().equals(method) && fits(route, parts)) {
                return Optional.of(new Match(route.rpc(), variables(route, parts)));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Route route, List<String> parts) {
        if (route.parts().size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            String expected = route.parts().get(i);
            if (!isVariable(expected) && !expected.equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> variables(Route route, List<String> parts) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = route.parts().get(i);
            if (isVariable(part)) {
                variables.put(name(part), parts.get(i));
            }
        }
        return variables;
    }

    /** The parts of a procedure's path template, between its slashes. */
    public static List<String> parts(ArgoRpc rpc) {
        return Arrays.asList(rpc.pathTemplate().substring(1).split("/", -1));
    }

    public static boolean isVariable(String part) {
        return part.startsWith("{");
    }

    /** The name of a variable. */
    public static String name(String part) {
        return part.substring(1, part.length() - 1);
    }
}
