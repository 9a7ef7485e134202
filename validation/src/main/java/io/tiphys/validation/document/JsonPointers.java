package io.tiphys.validation.document;

/** Writing of JSON Pointers (RFC 6901). */
public final class JsonPointers {
    /** The maximum length of a pointer in a response; names that Kubernetes accepts give shorter ones. */
    private static final int LONGEST_SHOWN = 2_000;

    private JsonPointers() {}

    /** A key as a reference token. */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer to a member of the value at {@code parent}. */
    public static String member(String parent, String key) {
        return parent + '/' + escape(key);
    }

    /** A pointer for a response, with bounded length. */
    public static String shown(String pointer) {
        return pointer.length() <= LONGEST_SHOWN ? pointer : pointer.substring(0, LONGEST_SHOWN) + "...";
    }
}
