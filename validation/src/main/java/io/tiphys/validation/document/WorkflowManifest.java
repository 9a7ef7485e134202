package io.tiphys.validation.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A workflow as the caller sent it, read strictly by {@code ManifestReader}: well-formed, but not yet
 * validated. Immutable and thread-safe.
 */
public final class WorkflowManifest {
    private final DocumentFormat format;
    private final String text;
    private final ManifestObject root;
    private final long size;
    private final Optional<String> impliedVersion;
    private final Optional<String> impliedKind;

    WorkflowManifest(DocumentFormat format, String text, ManifestObject root, long size) {
        this(format, text, root, size, Optional.empty(), Optional.empty());
    }

    private WorkflowManifest(
            DocumentFormat format,
            String text,
            ManifestObject root,
            long size,
            Optional<String> impliedVersion,
            Optional<String> impliedKind) {
        this.format = format;
        this.text = text;
        this.root = root;
        this.size = size;
        this.impliedVersion = impliedVersion;
        this.impliedKind = impliedKind;
    }

    /**
     * An object of this document as a document, for one that says nowhere what it is.
     *
     * @param apiVersion the {@code apiVersion} of an object without one; empty if its place does not imply it
     * @param kind the {@code kind} of an object without one
     */
    public WorkflowManifest part(ManifestObject object, Optional<String> apiVersion, String kind) {
        return new WorkflowManifest(format, text, object, size, apiVersion, Optional.of(kind));
    }

    /** The format in which the caller wrote it. */
    public DocumentFormat format() {
        return format;
    }

    /** The whole document. */
    public ManifestObject root() {
        return root;
    }

    /** {@code apiVersion}, or what the place of the document implies; empty if absent or no string. */
    public Optional<String> apiVersion() {
        return root.find("apiVersion") == null ? impliedVersion : root.string("apiVersion");
    }

    /** {@code kind}, or what the place of the document implies; empty if absent or no string. */
    public Optional<String> kind() {
        return root.find("kind") == null ? impliedKind : root.string("kind");
    }

    /** {@code metadata.name}; empty if absent, empty or no string. */
    public Optional<String> name() {
        return metadata("name");
    }

    /** {@code metadata.generateName}; empty if absent, empty or no string. */
    public Optional<String> generateName() {
        return metadata("generateName");
    }

    /** {@code metadata.namespace}; empty if absent, empty or no string. */
    public Optional<String> namespace() {
        return metadata("namespace");
    }

    /** The specification of the document's workflows: {@code spec}, of a CronWorkflow {@code spec.workflowSpec}. */
    public Optional<ManifestObject> specification() {
        Optional<ManifestObject> spec = root.object("spec");
        return kind().equals(Optional.of("CronWorkflow")) ? spec.flatMap(cron -> cron.object("workflowSpec")) : spec;
    }

    /** The objects of a {@code List}, as kubectl prints several; for any other kind the document itself. */
    public List<WorkflowManifest> objects() {
        if (!kind().equals(Optional.of("List")) || !(root.find("items") instanceof ManifestArray items)) {
            return List.of(this);
        }
        return items.elements().stream()
                .filter(ManifestObject.class::isInstance)
                .map(item -> new WorkflowManifest(format, text, (ManifestObject) item, size))
                .toList();
    }

    private Optional<String> metadata(String key) {
        return root.object("metadata").flatMap(metadata -> metadata.string(key)).filter(text -> !text.isEmpty());
    }

    /** Its size in bytes as JSON without insignificant white space, before anything is added. */
    public long size() {
        return size;
    }

    /**
     * The workflow as JSON for Argo with the gateway's additions. A JSON document keeps all bytes of the caller except a byte
     * order mark; a YAML document, and one from a tree, is written as JSON without loss.
     *
     * @return UTF-8, a new array
     * @throws IllegalStateException if {@code metadata}, its labels or its annotations are neither an object nor null,
     *     which the validator reports
     */
    public byte[] toJson(ManifestAdditions additions) {
        boolean hasText = format == DocumentFormat.JSON && !text.isEmpty();
        String json = hasText ? text : JsonText.of(root);
        return MetadataSplice.into(json, additions).getBytes(StandardCharsets.UTF_8);
    }
}
