package io.tiphys.gateway.argoapi.route;

import io.tiphys.gateway.argoapi.uri.PathSegments;

/**
 * The location of an artifact, from its path (argo-workflows v4.0.5, {@code server/artifacts/artifact_server.go}).
 * Components that the path does not contain are empty.
 *
 * @param namespace of the workflow; empty when the path contains only the workflow's uid
 * @param workflow the name of a live workflow
 * @param archivedUid the uid of an archived workflow
 * @param node the id of the node that has the artifact
 * @param input whether the artifact is an input of the node; otherwise an output
 * @param artifact its name
 */
public record ArtifactLocation(
        String namespace, String workflow, String archivedUid, String node, boolean input, String artifact) {
    /** The location that the path of an artifact names. */
    public static ArtifactLocation of(PathSegments path) {
        return switch (path.at(0)) {
            case "artifacts" -> live(path, false);
            case "input-artifacts" -> live(path, true);
            case "artifacts-by-uid" -> archived(path, false);
            case "input-artifacts-by-uid" -> archived(path, true);
            case ArtifactPaths.FILES -> file(path);
            default -> new ArtifactLocation(path.at(1), "", "", "", true, "");
        };
    }

    private static ArtifactLocation live(PathSegments path, boolean input) {
        return new ArtifactLocation(path.at(1), path.at(2), "", path.at(3), input, path.at(4));
    }

    private static ArtifactLocation archived(PathSegments path, boolean input) {
        return new ArtifactLocation("", "", path.at(1), path.at(2), input, path.at(3));
    }

    private static ArtifactLocation file(PathSegments path) {
        boolean archived = path.at(2).equals(ArtifactPaths.ARCHIVED);
        String id = path.at(3);
        return new ArtifactLocation(
                path.at(1),
                archived ? "" : id,
                archived ? id : "",
                path.at(4),
                path.at(5).equals("inputs"),
                path.at(6));
    }
}
