package io.tiphys.validation.document;

/** Writing of JSON Pointers (RFC 6901). */
public final class JsonPointers {
    /** A pointer in an answer ends here: no name that Kubernetes takes makes a longer one. */
    private static final int LONGEST_SHOWN = 2_000;

    private JsonPointers() {}

    /** A key as a reference token. */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer to a member of what {@code parent} points to. */
    public static String member(String parent, String key) {
        return parent + '/' + escape(key);
    }

    /** A pointer as an answer shows it: bounded, whatever the keys are. */
    public static String shown(String pointer) {
        return pointer.length() <= LONGEST_SHOWN ? pointer : pointer.substring(0, LONGEST_SHOWN) + "...";
    }
}
