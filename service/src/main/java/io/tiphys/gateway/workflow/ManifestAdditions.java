package io.tiphys.gateway.workflow;

import java.util.Map;

/**
 * What the gateway adds to a workflow.
 *
 * @param labels labels by key
 * @param annotations annotations by key
 */
public record ManifestAdditions(Map<String, String> labels, Map<String, String> annotations) {
    public ManifestAdditions {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
