package io.tiphys.validation.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An array of a document. */
public final class ManifestArray extends ManifestNode {
    private final ArrayList<ManifestNode> elements = new ArrayList<>(4);

    ManifestArray(ManifestPlace place) {
        super(place);
    }

    /** Its elements, in order; unmodifiable. */
    public List<ManifestNode> elements() {
        return Collections.unmodifiableList(elements);
    }

    @Override
    public List<ManifestNode> content() {
        return elements();
    }

    void add(ManifestNode element) {
        elements.add(element);
    }

    /** Releases its content, because the document is refused. */
    void release() {
        elements.clear();
        elements.trimToSize();
    }
}
