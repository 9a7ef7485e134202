package io.tiphys.validation.document.yaml;

import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The timestamps of go-yaml v2; they matter only for values with the tag {@code !!timestamp}. */
final class YamlTimestamps {
    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:([Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]++)?(Z|[-+]([0-9]{2}):([0-9]{2}))?)?");

    private YamlTimestamps() {}

    static boolean isTimestamp(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !isDay(form)) {
            return false;
        }
        if (form.group(4) == null) {
            return true;
        }
        boolean zoned = form.group(8) != null;
        boolean time = number(form, 5) < 24 && number(form, 6) < 60 && number(form, 7) < 60;
        boolean zone = form.group(9) == null || number(form, 9) <= 24 && number(form, 10) <= 60;
        return time && zone && zoned != form.group(4).equals(" ");
    }

    private static boolean isDay(Matcher form) {
        int month = number(form, 2);
        int day = number(form, 3);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(number(form, 1), month).lengthOfMonth();
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
