package io.tiphys.validation.argo.value;

/** Whole numbers in texts. */
public final class Numbers {
    private Numbers() {}

    /** Whether Go's {@code strconv.Atoi} accepts the text. */
    public static boolean isWhole(String text) {
        int start = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > 20) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
