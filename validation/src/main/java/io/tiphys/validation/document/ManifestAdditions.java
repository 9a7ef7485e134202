package io.tiphys.validation.document;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gateway adds to a workflow. An entry of the document with the same key is replaced.
 *
 * @param labels labels, by key; the caller sees to it that keys and values are valid for Kubernetes
 * @param annotations annotations, by key
 */
public record ManifestAdditions(Map<String, String> labels, Map<String, String> annotations) {
    /** Nothing is added. */
    public static final ManifestAdditions NONE = new ManifestAdditions(Map.of(), Map.of());

    public ManifestAdditions {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
}
