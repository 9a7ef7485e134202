package io.tiphys.validation.document;

/** The limits of a document. */
public final class DocumentLimits {
    /**
     * The largest workflow as JSON without white space, in bytes: 1 MiB. Argo's controller refuses a larger object
     * ({@code MAX_WORKFLOW_SIZE}, {@code workflow/packer/packer.go} of Argo Workflows 4.0.5), and the specification is
     * neither compressed nor stored elsewhere; etcd's own limit for a request is 1.5 MiB.
     */
    public static final int LARGEST_WORKFLOW = 1 << 20;

    /** The largest document that is read, in bytes: 5 MiB, including white space and comments. */
    public static final int LARGEST_DOCUMENT = 5 << 20;

    /** The maximum number of levels; Argo's own examples stay below 20. */
    public static final int DEEPEST = 100;

    /** The maximum number of values that aliases repeat in a document. */
    public static final int MOST_REPEATED = 100_000;

    private DocumentLimits() {}
}
