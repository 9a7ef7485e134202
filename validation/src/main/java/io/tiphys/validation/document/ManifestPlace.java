package io.tiphys.validation.document;

import org.jspecify.annotations.Nullable;

/**
 * The position of a new node: its parent, its key or index, and its source location.
 *
 * @param parent the object or array; null for the root
 * @param key the key in an object; null otherwise
 * @param index the position in the array or object, from 0
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record ManifestPlace(
        @Nullable ManifestNode parent, @Nullable ManifestKey key, int index, int line, int column) {
    /** The pointer of the node at this position. */
    public String pointer() {
        if (parent == null) {
            return "";
        }
        return JsonPointers.member(parent.pointer(), key == null ? Integer.toString(index) : key.text());
    }
}
