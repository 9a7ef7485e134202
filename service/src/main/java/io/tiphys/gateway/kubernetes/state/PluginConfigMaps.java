package io.tiphys.gateway.kubernetes.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.preflight.state.ExecutorPlugin;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads executor plugins from their config maps, as {@code FromConfigMap} in {@code workflow/util/plugins/configmap.go} and
 * {@code Sidecar.Validate} in {@code pkg/plugins/spec} of Argo Workflows 4.0.5 do. Argo does not load a plugin whose container
 * it cannot read; a container with a field that Kubernetes does not know counts as loaded here.
 */
final class PluginConfigMaps {
    private static final String MOUNTS_TOKEN = "sidecar.automountServiceAccountToken";
    private static final String CONTAINER = "sidecar.container";
    private static final WorkflowManifestReader READER = new WorkflowManifestReader();

    private PluginConfigMaps() {}

    /**
     * The plugins of a list of config maps whose sidecars get a token.
     *
     * @throws IOException when the list is a first page, so that plugins are missing
     */
    static List<ExecutorPlugin> plugins(JsonNode list) throws IOException {
        if (!list.path("metadata").path("continue").asText("").isEmpty()) {
            throw new IOException("not all config maps are in the answer");
        }
        List<ExecutorPlugin> plugins = new ArrayList<>();
        for (JsonNode map : list.path("items")) {
            JsonNode data = map.path("data");
            if (data.path(MOUNTS_TOKEN).asText("").equals("true")
                    && isLoaded(data.path(CONTAINER).asText(""))) {
                plugins.add(new ExecutorPlugin(map.path("metadata").path("name").asText("")));
            }
        }
        return plugins;
    }

    private static boolean isLoaded(String container) {
        try {
            ManifestObject root = READER.read(
                            container.getBytes(StandardCharsets.UTF_8), Optional.of(DocumentFormat.YAML))
                    .root();
            return root.find("ports") instanceof ManifestArray ports
                    && !ports.elements().isEmpty()
                    && root.object("resources")
                            .filter(resources -> resources.object("requests").isPresent()
                                    && resources.object("limits").isPresent())
                            .isPresent()
                    && root.object("securityContext").isPresent();
        } catch (GatewayException e) {
            return false;
        }
    }
}
