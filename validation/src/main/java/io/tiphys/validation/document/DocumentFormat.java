package io.tiphys.validation.document;

/** The format of a document. */
public enum DocumentFormat {
    /** JSON, RFC 8259. */
    JSON,
    /** YAML 1.1 as Kubernetes reads it, one document. */
    YAML
}
