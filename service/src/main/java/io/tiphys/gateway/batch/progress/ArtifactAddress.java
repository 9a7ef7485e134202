package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.workflow.WorkflowOutputs.ArtifactPlace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of the artifacts of a workflow at the gateway's Argo API (argo-workflows v4.0.5, {@code server/artifacts}). */
record ArtifactAddress(String environment, String namespace, String workflow) {
    String of(ArtifactPlace place) {
        return "/argo/" + segment(environment) + "/artifact-files/" + segment(namespace) + "/workflows/"
                + segment(workflow) + "/" + segment(place.node()) + "/outputs/" + segment(place.name());
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
