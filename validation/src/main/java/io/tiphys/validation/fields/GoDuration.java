package io.tiphys.validation.fields;

import java.util.regex.Pattern;

/** Durations as {@code time.ParseDuration} of Go reads them. */
public final class GoDuration {
    private static final int LONGEST = 1_000;
    private static final Pattern DURATION = Pattern.compile(
            "[-+]?(0|(([0-9]{1,15}(\\.[0-9]{0,15})?|\\.[0-9]{1,15})(ns|us|\u00b5s|\u03bcs|ms|s|m|h)){1,20})");

    private GoDuration() {}

    /** Whether it is a duration: numbers with a unit each, for example {@code 1h30m}. */
    public static boolean isDuration(String text) {
        return text.length() <= LONGEST && DURATION.matcher(text).matches();
    }
}
