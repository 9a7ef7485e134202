package io.tiphys.validation.document.yaml;

/**
 * The share of a document that aliases repeat, counted as in go-yaml v2 ({@code decode.go}), which refuses a
 * document that consists mostly of repetitions. Its second bound, for documents of more than 400,000 steps,
 * is never reached here.
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

    /** Counts an alias of a value with this number of steps, and returns whether the share is too large. */
    boolean repeat(long steps) {
        decodes += 1 + steps;
        repeated += steps;
        return repeated > MOST_REPEATED_UNASKED && decodes > MOST_DECODES_UNASKED && (double) repeated / decodes > MOST;
    }
}
