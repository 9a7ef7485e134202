package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of artifacts (argo-workflows v4.0.5, {@code server/artifacts/artifact_server.go}; uploads: v4.1). The Argo Server
 * reads nothing of their query, so none is sent.
 */
final class ArtifactPaths {
    private static final List<Right> READ = List.of(Right.argo("get", "workflows"));
    private static final List<Right> WRITE = List.of(Right.argo("create", "workflows"));
    private static final String ARCHIVED = "archived-workflows";
    private static final String UPLOADS = "upload-artifacts";

    /** Variables in braces; three dots stand for any further segments. */
    private static final Map<String, String> SHAPES = Map.of(
            "artifacts",
            "{namespace}/{name}/{}/{}",
            "input-artifacts",
            "{namespace}/{name}/{}/{}",
            "artifacts-by-uid",
            "{uid}/{}/{}",
            "input-artifacts-by-uid",
            "{uid}/{}/{}",
            "artifact-files",
            "{namespace}/{}/{}/{}/{}/{}/...",
            UPLOADS,
            "{namespace}/{}/...");

    private ArtifactPaths() {}

    /** Whether a request for an artifact brings one. */
    static boolean isUpload(RequestHeaders headers) {
        return headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD;
    }

    /** Whether a path is one of an artifact. */
    static boolean isArtifact(PathSegments path) {
        return path.size() > 1 && SHAPES.containsKey(path.at(0));
    }

    /**
     * Which artifact a path is for.
     *
     * @return empty when it cannot be asked for by the method
     * @throws GatewayException with REQUEST_INVALID when the path has another shape, or a value that names nothing
     */
    static Optional<Target> target(String method, PathSegments path) {
        boolean upload = path.at(0).equals(UPLOADS);
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (upload ? !method.equals("POST") && !method.equals("PUT") : !reads) {
            return Optional.empty();
        }
        requireShape(path);
        return Optional.of(
                switch (path.at(0)) {
                    case "artifacts-by-uid", "input-artifacts-by-uid" -> byUid(path, "", path.at(1));
                    case "artifact-files" -> file(path);
                    default -> new Target.Artifact(path.at(1), "", upload ? WRITE : READ, path.encoded());
                });
    }

    private static Target file(PathSegments path) {
        boolean archived = path.at(2).equals(ARCHIVED);
        if (archived) {
            require(NamedValue.UID, "uid", path.at(3), path);
            return byUid(path, path.at(1), path.at(3));
        }
        if (!path.at(2).equals("workflows")) {
            throw refused(path, "'" + path.at(2) + "' is neither workflows nor " + ARCHIVED);
        }
        require(NamedValue.NAME, "name", path.at(3), path);
        return new Target.Artifact(path.at(1), "", READ, path.encoded());
    }

    private static Target byUid(PathSegments path, String namespace, String uid) {
        return new Target.Artifact(namespace, uid, READ, path.encoded());
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
