package io.tiphys.gateway.witness;

/**
 * Something that must not have happened.
 *
 * @param kind what sort of thing, the same for all requests that show the same fault
 * @param detail what exactly
 */
record Violation(String kind, String detail) {
    @Override
    public String toString() {
        return kind + ": " + detail;
    }
}
