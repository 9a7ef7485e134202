package io.tiphys.gateway.argoapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where an artifact is, as its path says (argo-workflows v4.0.5, {@code server/artifacts/artifact_server.go}). What the path
 * does not say is empty.
 *
 * @param namespace of the workflow; empty when the workflow is named by its uid alone
 * @param workflow the name of a live workflow
 * @param archivedUid the uid of an archived workflow
 * @param node the id of the node that has the artifact
 * @param input whether it is an input of the node, or else an output
 * @param artifact its name
 */
record ArtifactPlace(
        String namespace, String workflow, String archivedUid, String node, boolean input, String artifact) {
    private static final String FILES = "artifact-files";
    private static final int MOST_PARTS = 9;

    /** The place that a path to download from names; empty for any other path. */
    static Optional<ArtifactPlace> of(String path) {
        String[] parts = path.split("/", MOST_PARTS);
        return switch (part(parts, 1)) {
            case "artifacts" -> Optional.of(live(parts, false));
            case "input-artifacts" -> Optional.of(live(parts, true));
            case "artifacts-by-uid" -> Optional.of(archived(parts, false));
            case "input-artifacts-by-uid" -> Optional.of(archived(parts, true));
            case FILES -> Optional.of(file(parts));
            default -> Optional.empty();
        };
    }

    /** The place of an artifact that is to be stored for workflows of a namespace. */
    static ArtifactPlace upload(String namespace) {
        return new ArtifactPlace(decoded(namespace), "", "", "", true, "");
    }

    private static ArtifactPlace live(String[] parts, boolean input) {
        return new ArtifactPlace(part(parts, 2), part(parts, 3), "", part(parts, 4), input, part(parts, 5));
    }

    private static ArtifactPlace archived(String[] parts, boolean input) {
        return new ArtifactPlace("", "", part(parts, 2), part(parts, 3), input, part(parts, 4));
    }

    private static ArtifactPlace file(String[] parts) {
        boolean archived = part(parts, 3).equals("archived-workflows");
        String id = part(parts, 4);
        return new ArtifactPlace(
                part(parts, 2),
                archived ? "" : id,
                archived ? id : "",
                part(parts, 5),
                part(parts, 6).equals("inputs"),
                part(parts, 7));
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? decoded(parts[index]) : "";
    }

    /** In a path a plus is a plus. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
