package io.tiphys.gateway.argoapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which remote procedure an HTTP request calls (the {@code google.api.http} options of argo-workflows v4.0.5). A variable
 * may be empty, which is how all namespaces are named; a route with more fixed parts wins. Immutable.
 */
final class ArgoRoutes {
    private static final String API = "/api/v1/";

    private final List<Route> routes;

    private record Route(ArgoRpc rpc, List<String> parts, long fixed) {}

    /**
     * A request that was recognised.
     *
     * @param rpc what it calls
     * @param variables the variables of its path, decoded
     */
    record Match(ArgoRpc rpc, Map<String, String> variables) {}

    ArgoRoutes(List<ArgoRpc> rpcs) {
        routes = rpcs.stream()
                .map(rpc -> {
                    List<String> parts = parts(rpc.pathTemplate().substring(1));
                    return new Route(
                            rpc,
                            parts,
                            parts.stream().filter(part -> !isVariable(part)).count());
                })
                .sorted((one, other) -> Long.compare(other.fixed(), one.fixed()))
                .toList();
    }

    /** Whether a path belongs to the API at all. */
    static boolean isApi(String path) {
        return path.startsWith("/api/");
    }

    /** What a request calls; empty when there is no such route. */
    Optional<Match> match(String method, String path) {
        if (!path.startsWith(API)) {
            return Optional.empty();
        }
        List<String> parts = parts(path.substring(API.length()));
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
            String name = route.parts().get(i);
            if (isVariable(name)) {
                variables.put(name.substring(1, name.length() - 1), decoded(parts.get(i)));
            }
        }
        return variables;
    }

    private static List<String> parts(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{");
    }

    /** In a path a plus is a plus. */
    private static String decoded(String part) {
        return part.indexOf('%') < 0 ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
