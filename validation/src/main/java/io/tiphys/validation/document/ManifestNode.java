package io.tiphys.validation.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document with its source location. Only {@code ManifestReader} builds the tree. The tree does not change
 * afterwards, so threads may share it.
 *
 * <p>A value from a YAML alias or merge key has the pointer of its use, and the line and column of
 * its definition.
 */
public abstract sealed class ManifestNode permits ManifestObject, ManifestArray, ManifestScalar {
    private final @Nullable ManifestNode parent;
    private final @Nullable ManifestKey key;
    private final int index;
    private final int line;
    private final int column;

    ManifestNode(ManifestPlace place) {
        this.parent = place.parent();
        this.key = place.key();
        this.index = place.index();
        this.line = place.line();
        this.column = place.column();
    }

    /** The line of its first character, from 1. */
    public final int line() {
        return line;
    }

    /** The column of its first character, in characters (code points) from 1. */
    public final int column() {
        return column;
    }

    /** The object or array around it; null for the root. */
    public final @Nullable ManifestNode parent() {
        return parent;
    }

    /** Its key in the object; null for the root and in an array. */
    public final @Nullable ManifestKey key() {
        return key;
    }

    /** Its position in its array or object, from 0. */
    public final int index() {
        return index;
    }

    /** Its position, as a JSON Pointer (RFC 6901); empty for the root. */
    public final String pointer() {
        return appendPointer(new StringBuilder()).toString();
    }

    /** Its children: the elements of an array, the values of an object's members, none for a scalar. */
    public abstract List<ManifestNode> content();

    /** Its JSON text, without white space and without loss. */
    public final String json() {
        return JsonText.of(this);
    }

    private StringBuilder appendPointer(StringBuilder pointer) {
        if (parent == null) {
            return pointer;
        }
        parent.appendPointer(pointer);
        if (key == null) {
            return pointer.append('/').append(index);
        }
        return pointer.append('/').append(JsonPointers.escape(key.text()));
    }
}
