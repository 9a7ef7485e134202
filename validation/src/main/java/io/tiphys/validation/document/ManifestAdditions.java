package io.tiphys.validation.document;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The gateway's additions to a workflow. An entry of the document with the same key is replaced.
 *
 * @param labels labels, by key; the caller ensures that keys and values are valid for Kubernetes
 * @param annotations annotations, by key
 * @param name {@code metadata.name}; empty to keep the existing one
 * @param podAnnotations annotations in {@code spec.podMetadata}, by key; a document without {@code spec} gets none
 */
public record ManifestAdditions(
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> name,
        Map<String, String> podAnnotations) {
    /** Nothing is added. */
    public static final ManifestAdditions NONE = new ManifestAdditions(Map.of(), Map.of());

    /** Only labels and annotations. */
    public ManifestAdditions(Map<String, String> labels, Map<String, String> annotations) {
        this(labels, annotations, Optional.empty());
    }

    /** Labels, annotations and a name. */
    public ManifestAdditions(Map<String, String> labels, Map<String, String> annotations, Optional<String> name) {
        this(labels, annotations, name, Map.of());
    }

    public ManifestAdditions {
        Objects.requireNonNull(name);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        podAnnotations = Collections.unmodifiableMap(new TreeMap<>(podAnnotations));
    }

    /**
     * The text of a workflow with these additions; every other character is unchanged.
     *
     * @param json a well-formed object without duplicate keys
     * @throws IllegalStateException if {@code metadata}, its labels or its annotations are neither an object nor null,
     *     which the validator reports
     */
    public String addedTo(String json) {
        return MetadataSplice.into(json, this);
    }
}
