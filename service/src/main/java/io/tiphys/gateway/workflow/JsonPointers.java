package io.tiphys.gateway.workflow;

/** Writes JSON Pointers (RFC 6901). */
final class JsonPointers {
    private JsonPointers() {}

    static String member(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String element(String parent, int index) {
        return parent + "/" + index;
    }
}
