package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.argoapi.ArgoRoutes.Match;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognises what requests of the Argo face are for (argo-workflows v4.0.5, {@code server/apiserver/argoserver.go}). */
final class Targets {
    private static final String UPLOADS = "upload-artifacts";
    private static final String EVENTS = "ReceiveEvent";
    private static final List<Right> READ = List.of(Right.argo("get", "workflows"));
    private static final List<Right> WRITE =
            List.of(Right.argo("create", "workflows"), Right.argo("get", "workflowtemplates"));

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
        Optional<ArtifactPlace> place = ArtifactPlace.of(path);
        if (place.isPresent()) {
            return new Target.Artifact(place.get(), READ);
        }
        if (first.equals(UPLOADS)) {
            return new Target.Artifact(ArtifactPlace.upload(parts[2]), WRITE);
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return reads ? new Target.Page() : new Target.Unknown();
    }
}
