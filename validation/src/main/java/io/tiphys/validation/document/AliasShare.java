package io.tiphys.validation.document;

/**
 * How much of what was read is repeated by aliases, counted as go-yaml v2 counts it ({@code decode.go}), which refuses a
 * document that consists of little else. Its second bound, for documents of more than 400,000 steps, is never reached here.
 */
final class AliasShare {
    private static final int MOST_REPEATED_UNASKED = 100;
    private static final int MOST_DECODES_UNASKED = 1_000;
    private static final double MOST = 0.99;

    private long decodes = 1; // the document
    private long repeated;

    long decodes() {
        return decodes;
    }

    void count() {
        decodes++;
    }

    /** Counts an alias of what took so many steps, and tells whether that is too much. */
    boolean repeat(long steps) {
        decodes += 1 + steps;
        repeated += steps;
        return repeated > MOST_REPEATED_UNASKED && decodes > MOST_DECODES_UNASKED && (double) repeated / decodes > MOST;
    }
}
