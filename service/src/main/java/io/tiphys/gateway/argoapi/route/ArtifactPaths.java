package io.tiphys.gateway.argoapi.route;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.argoapi.rpc.NamedValue;
import io.tiphys.gateway.argoapi.rpc.Right;
import io.tiphys.gateway.argoapi.uri.PathSegments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of artifacts (argo-workflows v4.0.5, {@code server/artifacts/artifact_server.go}; uploads: v4.1). The Argo
 * Server does not read their query, so the gateway sends none.
 */
public final class ArtifactPaths {
    private static final List<Right> READ = List.of(Right.argo("get", "workflows"));
    private static final List<Right> WRITE =
            List.of(Right.argo("create", "workflows"), Right.argo("get", "workflowtemplates"));
    static final String ARCHIVED = "archived-workflows";
    static final String UPLOADS = "upload-artifacts";
    static final String FILES = "artifact-files";

    /** Variables in braces; three dots match any further segments. */
    private static final Map<String, String> SHAPES = Map.of(
            "artifacts",
            "{namespace}/{name}/{}/{}",
            "input-artifacts",
            "{namespace}/{name}/{}/{}",
            "artifacts-by-uid",
            "{uid}/{}/{}",
            "input-artifacts-by-uid",
            "{uid}/{}/{}",
            FILES,
            "{namespace}/{}/{}/{}/{}/{}/...",
            UPLOADS,
            "{namespace}/{}/...");

    private ArtifactPaths() {}

    /** Whether a request for an artifact uploads one. */
    public static boolean isUpload(RequestHeaders headers) {
        return headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD;
    }

    /** Whether a path is one of an artifact. */
    static boolean isArtifact(PathSegments path) {
        return path.size() > 1 && SHAPES.containsKey(path.at(0));
    }

    /**
     * The artifact that a path identifies.
     *
     * @return empty when the method does not exist for artifacts
     * @throws GatewayException with REQUEST_INVALID when the path has another shape, or an invalid name
     */
    static Optional<Target> target(String method, PathSegments path) {
        boolean upload = path.at(0).equals(UPLOADS);
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (upload ? !method.equals("POST") && !method.equals("PUT") : !reads) {
            return Optional.empty();
        }
        requireShape(path);
        if (path.at(0).equals(FILES)) {
            requireFile(path);
        }
        return Optional.of(new Target.Artifact(ArtifactLocation.of(path), upload ? WRITE : READ, path.encoded()));
    }

    private static void requireFile(PathSegments path) {
        switch (path.at(2)) {
            case ARCHIVED -> require(NamedValue.UID, "uid", path.at(3), path);
            case "workflows" -> require(NamedValue.NAME, "name", path.at(3), path);
            default -> throw refused(path, "'" + path.at(2) + "' is neither workflows nor " + ARCHIVED);
        }
    }

    private static void requireShape(PathSegments path) {
        String[] shape = SHAPES.getOrDefault(path.at(0), "").split("/");
        boolean open = shape[shape.length - 1].equals("...");
        int least = open ? shape.length : shape.length + 1;
        if (path.size() < least || !open && path.size() > least) {
            throw refused(path, "it has another number of segments");
        }
        for (int i = 0; i < shape.length; i++) {
            String value = path.at(i + 1);
            switch (shape[i]) {
                case "{namespace}" -> require(NamedValue.NAMESPACE, "namespace", value, path);
                case "{name}" -> require(NamedValue.NAME, "name", value, path);
                case "{uid}" -> require(NamedValue.UID, "uid", value, path);
                default -> {}
            }
        }
    }

    private static void require(NamedValue kind, String name, String value, PathSegments path) {
        if (value.isEmpty() || !kind.accepts(value)) {
            throw refused(path, "'" + value + "' is no " + name);
        }
    }

    private static GatewayException refused(PathSegments path, String why) {
        String message = "The path of the artifact is not accepted: " + why + "; expected /" + path.at(0) + "/"
                + SHAPES.getOrDefault(path.at(0), "").replace("{}", "{...}") + ".";
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("artifact-path", "path", message))));
    }
}
