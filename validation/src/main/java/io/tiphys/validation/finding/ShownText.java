package io.tiphys.validation.finding;

/** A caller's text for a message: short, and without characters that could forge a line of a log. */
public final class ShownText {
    private static final int LONGEST = 80;

    private ShownText() {}

    /** The text as in {@link #quoted}, without the quotes. */
    public static String plain(String text) {
        String quoted = quoted(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The text in single quotes. */
    public static String quoted(String text) {
        int end = Math.min(text.length(), LONGEST);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder shown = new StringBuilder(end + 5).append('\'');
        text.substring(0, end)
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .map(c -> Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.append(end < text.length() ? "..." : "").append('\'').toString();
    }
}
