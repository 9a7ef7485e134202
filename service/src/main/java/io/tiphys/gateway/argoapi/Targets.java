package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.argoapi.ArgoRoutes.Match;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recognises what requests of the Argo face are for (argo-workflows v4.0.5, {@code server/apiserver/argoserver.go}). */
final class Targets {
    private static final Set<String> BY_NAMESPACE = Set.of("artifacts", "input-artifacts", "artifact-files");
    private static final Set<String> BY_UID = Set.of("artifacts-by-uid", "input-artifacts-by-uid");
    private static final String UPLOADS = "upload-artifacts";
    private static final String EVENTS = "ReceiveEvent";
    private static final List<Right> READ = List.of(Right.argo("get", "workflows"));
    private static final List<Right> WRITE = List.of(Right.argo("create", "workflows"));

    private static final ArgoRoutes ROUTES = new ArgoRoutes(ArgoRpcs.all());

    private Targets() {}

    /** What a gRPC request is for, by its full method name with the slash in front. */
    static Target ofGrpc(String path) {
        return ArgoRpcs.named(path.substring(1))
                .<Target>map(rpc -> new Target.Procedure(new Match(rpc, Map.of())))
                .orElseGet(Target.Unknown::new);
    }

    /**
     * What an HTTP request is for.
     *
     * @param showsToken whether it shows any token
     */
    static Target ofHttp(String method, String path, boolean showsToken) {
        Optional<Match> match = ROUTES.match(method, path);
        if (match.isPresent()) {
            boolean webhook = !showsToken && match.get().rpc().method().equals(EVENTS);
            return webhook
                    ? new Target.Webhook(match.get().variables().getOrDefault("namespace", ""))
                    : new Target.Procedure(match.get());
        }
        if (ArgoRoutes.isApi(path) || path.equals("/metrics")) {
            return new Target.Unknown();
        }
        String[] parts = path.split("/", 6);
        String first = parts.length > 2 ? parts[1] : "";
        if (BY_NAMESPACE.contains(first)) {
            boolean archived = parts.length > 4 && parts[3].equals("archived-workflows");
            return new Target.Artifact(decoded(parts[2]), archived ? decoded(parts[4]) : "", READ);
        }
        if (BY_UID.contains(first)) {
            return new Target.Artifact("", decoded(parts[2]), READ);
        }
        if (first.equals(UPLOADS)) {
            return new Target.Artifact(decoded(parts[2]), "", WRITE);
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return reads ? new Target.Page() : new Target.Unknown();
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
