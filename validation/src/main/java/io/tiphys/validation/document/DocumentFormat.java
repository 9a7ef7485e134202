package io.tiphys.validation.document;

/** The form in which a document is written. */
public enum DocumentFormat {
    /** JSON, RFC 8259. */
    JSON,
    /** YAML 1.1 as Kubernetes reads it, one document. */
    YAML
}
