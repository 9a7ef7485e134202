package io.tiphys.validation.document;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the gateway adds to a workflow. An entry of the document with the same key is replaced.
 *
 * @param labels labels, by key; the caller sees to it that keys and values are valid for Kubernetes
 * @param annotations annotations, by key
 * @param name {@code metadata.name}; empty to leave it as it is
 */
public record ManifestAdditions(Map<String, String> labels, Map<String, String> annotations, Optional<String> name) {
    /** Nothing is added. */
    public static final ManifestAdditions NONE = new ManifestAdditions(Map.of(), Map.of());

    /** Labels and annotations alone. */
    public ManifestAdditions(Map<String, String> labels, Map<String, String> annotations) {
        this(labels, annotations, Optional.empty());
    }

    public ManifestAdditions {
        Objects.requireNonNull(name);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /**
     * The text of a workflow with these additions; every other character stays.
     *
     * @param json a well-formed object without duplicate keys
     * @throws IllegalStateException when {@code metadata}, its labels or its annotations are neither an object nor null,
     *     which the validator reports
     */
    public String addedTo(String json) {
        return MetadataSplice.into(json, this);
    }
}
