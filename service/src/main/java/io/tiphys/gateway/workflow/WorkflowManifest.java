package io.tiphys.gateway.workflow;

import io.tiphys.gateway.workflow.ManifestNode.ObjectNode;
import io.tiphys.gateway.workflow.ManifestNode.TextNode;
import java.util.List;
import java.util.Optional;

/** A workflow document as the caller sent it, read and located. Immutable and thread-safe. */
public final class WorkflowManifest {
    private final byte[] document;
    private final DocumentFormat format;
    private final ObjectNode root;

    WorkflowManifest(byte[] document, DocumentFormat format, ObjectNode root) {
        this.document = document;
        this.format = format;
        this.root = root;
    }

    /** The form in which it came. */
    public DocumentFormat format() {
        return format;
    }

    /** The document's tree. */
    public ObjectNode root() {
        return root;
    }

    /** {@code metadata.namespace}; empty when it is not there or no text. */
    public Optional<String> namespace() {
        return metadata("namespace");
    }

    /** {@code metadata.name}; empty when it is not there or no text. */
    public Optional<String> name() {
        return metadata("name");
    }

    /** {@code metadata.generateName}; empty when it is not there or no text. */
    public Optional<String> generateName() {
        return metadata("generateName");
    }

    /** The templates outside of this workflow that it refers to, each once, in the order of the document. */
    public List<TemplateReference> templateReferences() {
        return TemplateReferences.in(root);
    }

    /**
     * The workflow as JSON with these additions. JSON that came in is kept byte by byte around the additions; YAML is
     * written as JSON, numbers to the last digit.
     */
    public byte[] toJson(ManifestAdditions additions) {
        byte[] json = format == DocumentFormat.JSON ? document : JsonText.of(root);
        return MetadataSplice.into(json, additions);
    }

    private Optional<String> metadata(String member) {
        return root.get("metadata")
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .flatMap(metadata -> metadata.get(member))
                .filter(TextNode.class::isInstance)
                .map(node -> ((TextNode) node).value())
                .filter(text -> !text.isEmpty());
    }
}
