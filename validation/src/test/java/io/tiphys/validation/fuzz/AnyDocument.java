package io.tiphys.validation.fuzz;

/** Any bytes, with several documents in them or one. */
public final class AnyDocument {
    private AnyDocument() {}

    /** Called by Jazzer with what it makes up. */
    public static void fuzzerTestOneInput(byte[] document) {
        FuzzedDocument.check(document);
    }
}
