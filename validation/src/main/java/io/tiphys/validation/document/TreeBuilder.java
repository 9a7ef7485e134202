package io.tiphys.validation.document;

/**
 * Builds trees of documents. For the readers in the sub-packages alone: the tree of a finished {@link WorkflowManifest} does not
 * change.
 */
public final class TreeBuilder {
    private TreeBuilder() {}

    /** A new object without members. */
    public static ManifestObject object(ManifestPlace place) {
        return new ManifestObject(place);
    }

    /** A new array without elements. */
    public static ManifestArray array(ManifestPlace place) {
        return new ManifestArray(place);
    }

    /**
     * A new scalar.
     *
     * @param text as {@link ManifestScalar#text()}
     * @param written as {@link ManifestScalar#written()}
     */
    public static ManifestScalar scalar(ManifestPlace place, ManifestScalar.Type type, String text, String written) {
        return new ManifestScalar(place, type, text, written);
    }

    /** Adds a member to its object. */
    public static void add(ManifestObject owner, ManifestNode member) {
        owner.add(member);
    }

    /** Adds an element to its array. */
    public static void add(ManifestArray owner, ManifestNode element) {
        owner.add(element);
    }

    /** Releases the content of an object of a refused document. */
    public static void release(ManifestObject owner) {
        owner.release();
    }

    /** Releases the content of an array of a refused document. */
    public static void release(ManifestArray owner) {
        owner.release();
    }

    /**
     * The manifest of a document that was read.
     *
     * @param text the whole document
     * @param size as {@link WorkflowManifest#size()}
     */
    public static WorkflowManifest manifest(DocumentFormat format, String text, ManifestObject root, long size) {
        return new WorkflowManifest(format, text, root, size);
    }
}
