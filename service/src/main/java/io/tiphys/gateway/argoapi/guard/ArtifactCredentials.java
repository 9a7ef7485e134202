package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argoapi.route.ArtifactLocation;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets and config maps that the Argo Server reads with the caller's credential to get an artifact from its store
 * (argo-workflows v4.0.5, {@code server/artifacts/artifact_server.go} getArtifactAndDriver, {@code resources.go}). The
 * location is in the artifact, in a template's {@code archiveLocation}, or in the repository of the workflow's status.
 */
final class ArtifactCredentials {
    private static final String SECRET = "Secret";
    private static final String CONFIG_MAP = "ConfigMap";

    private ArtifactCredentials() {}

    /** The parts of a workflow to read: all parts that can contain a location, but only the artifact's own node. */
    static ObjectParts parts(ArtifactLocation place) {
        return ObjectParts.of("spec")
                .and("status", "artifactRepositoryRef")
                .and("status", "storedTemplates")
                .and("status", "storedWorkflowTemplateSpec")
                .and("status", "nodes", place.node());
    }

    /**
     * The permissions to read these objects; none for an artifact that the workflow does not have. If the workflow's status
     * has no repository, the caller needs the permissions to read all secrets and config maps of the namespace.
     *
     * @param workflow the {@link #parts} of the workflow
     */
    static List<AccessCheck> rights(JsonNode workflow, String namespace, ArtifactLocation place) {
        JsonNode status = workflow.path("status");
        JsonNode artifact = artifact(status.path("nodes").path(place.node()), place);
        if (artifact.isMissingNode()) {
            return List.of();
        }
        JsonNode repository = status.path("artifactRepositoryRef").path("artifactRepository");
        if (!repository.isObject()) {
            return allRights(namespace);
        }
        Set<AccessCheck> rights = new LinkedHashSet<>();
        collect("", artifact, namespace, rights);
        workflow.findValues("archiveLocation").forEach(location -> collect("", location, namespace, rights));
        collect("", repository, namespace, rights);
        return List.copyOf(rights);
    }

    /** The permissions to read all objects that can contain credentials, for an unknown store. */
    static List<AccessCheck> allRights(String namespace) {
        return List.of(read("secrets", namespace, ""), read("configmaps", namespace, ""));
    }

    private static JsonNode artifact(JsonNode node, ArtifactLocation place) {
        for (JsonNode one : node.path(place.input() ? "inputs" : "outputs").path("artifacts")) {
            if (one.path("name").asText("").equals(place.artifact())) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    /**
     * Every key selector is an object with a name, in a field like {@code accessKeySecret} or {@code krbConfigConfigMap}.
     */
    private static void collect(String field, JsonNode value, String namespace, Set<AccessCheck> rights) {
        String name = value.path("name").asText("");
        if (!name.isEmpty() && field.endsWith(SECRET)) {
            rights.add(read("secrets", namespace, name));
        } else if (!name.isEmpty() && field.endsWith(CONFIG_MAP)) {
            rights.add(read("configmaps", namespace, name));
        }
        value.properties().forEach(member -> collect(member.getKey(), member.getValue(), namespace, rights));
        if (value.isArray()) {
            value.forEach(element -> collect("", element, namespace, rights));
        }
    }

    private static AccessCheck read(String resource, String namespace, String name) {
        return new AccessCheck("get", "", resource, "", namespace, name);
    }
}
