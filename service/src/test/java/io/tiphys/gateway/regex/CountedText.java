package io.tiphys.gateway.regex;

/** A text that ends a match which looks at its characters too often: independent of the machine, unlike a time. */
final class CountedText implements CharSequence {
    private final String text;
    private final long most;
    private long looks;

    /** @param most how often characters may be looked at */
    CountedText(String text, long most) {
        this.text = text;
        this.most = most;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        looks++;
        if (looks > most) {
            throw new TooManyLooks();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A match is not linear. */
    static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyLooks() {
            super("it looks at the text far more often than the text has characters");
        }
    }
}
