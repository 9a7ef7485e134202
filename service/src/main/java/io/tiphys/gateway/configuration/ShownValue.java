package io.tiphys.gateway.configuration;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of a configured value in a finding: short, and without possible secrets. */
final class ShownValue {
    private static final int LONGEST = 120;
    private static final Pattern USER_INFORMATION = Pattern.compile("//[^/@]*@");
    private static final Pattern TOKEN = Pattern.compile("(?i)ey[a-z0-9_-]{8,}\\..*|bearer .*|[a-z0-9+/_=-]{40,}");

    private ShownValue() {}

    static String of(Object value) {
        String text = value instanceof Duration duration ? shortened(duration) : value.toString();
        if (TOKEN.matcher(text).matches()) {
            return "'***'";
        }
        String shown = USER_INFORMATION.matcher(text).replaceAll("//***@").replaceAll("\\p{Cntrl}", " ");
        return "'" + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown) + "'";
    }

    /** The form that operators write: 9m for PT9M. */
    private static String shortened(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
