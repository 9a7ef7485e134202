package io.tiphys.validation.argo.value;

import io.tiphys.validation.fields.GoDuration;
import io.tiphys.validation.finding.ShownText;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Schedules as the standard parser of robfig/cron 3.0.1 reads them: five fields, a macro like {@code @daily}, or
 * {@code @every} with a duration, each after an optional time zone.
 */
public final class CronSchedule {
    private static final Set<String> MACROS =
            Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int LONGEST = 1_000;

    /** The allowed values of a field; named values count from the smallest. */
    private enum Field {
        MINUTE("minute", 0, 59, List.of()),
        HOUR("hour", 0, 23, List.of()),
        DAY_OF_MONTH("day of the month", 1, 31, List.of()),
        MONTH("month", 1, 12, MONTHS),
        DAY_OF_WEEK("day of the week", 0, 6, DAYS);

        private final String title;
        private final int least;
        private final int greatest;
        private final List<String> names;

        Field(String title, int least, int greatest, List<String> names) {
            this.title = title;
            this.least = least;
            this.greatest = greatest;
            this.names = names;
        }
    }

    private CronSchedule() {}

    /** The error of a schedule, as a sentence; empty if the schedule is valid. */
    public static Optional<String> flawOf(String schedule) {
        if (schedule.isEmpty() || schedule.length() > LONGEST) {
            return Optional.of("It is empty, or longer than any schedule.");
        }
        String rest = schedule;
        if (schedule.startsWith("TZ=") || schedule.startsWith("CRON_TZ=")) {
            int space = schedule.indexOf(' ');
            if (space < 0 || !isTimezone(schedule.substring(schedule.indexOf('=') + 1, space))) {
                return Optional.of("Its time zone is none of the IANA database.");
            }
            rest = schedule.substring(space).strip();
        }
        return rest.startsWith("@")
                ? flawOfMacro(rest)
                : flawOfFields(rest.strip().split("\\s+"));
    }

    /** Whether Go finds a time zone of this name. */
    public static boolean isTimezone(String name) {
        return Set.of("", "UTC", "Local").contains(name)
                || ZoneId.getAvailableZoneIds().contains(name);
    }

    private static Optional<String> flawOfMacro(String macro) {
        boolean every = macro.startsWith("@every ");
        boolean known = every ? GoDuration.isDuration(macro.substring("@every ".length())) : MACROS.contains(macro);
        return known ? Optional.empty() : Optional.of("There is no macro " + ShownText.quoted(macro) + ".");
    }

    private static Optional<String> flawOfFields(String[] fields) {
        Field[] wanted = Field.values();
        if (fields.length != wanted.length) {
            return Optional.of("It has " + fields.length + " fields, and a schedule has " + wanted.length + ".");
        }
        for (int i = 0; i < fields.length; i++) {
            for (String range : fields[i].split(",")) {
                if (!range.isEmpty() && !isRange(range, wanted[i])) {
                    return Optional.of("The " + wanted[i].title + " is " + ShownText.quoted(range) + ", and goes from "
                            + wanted[i].least + " to " + wanted[i].greatest + ".");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRange(String text, Field field) {
        String[] rangeAndStep = text.split("/", -1);
        String[] bounds = rangeAndStep[0].split("-", -1);
        boolean any = bounds[0].equals("*") || bounds[0].equals("?");
        if (rangeAndStep.length > 2 || (bounds.length > 2 && !any)) {
            return false;
        }
        int start = any ? field.least : number(bounds[0], field);
        int end = any ? field.greatest : number(bounds[bounds.length - 1], field);
        int step = rangeAndStep.length == 1 ? 1 : number(rangeAndStep[1]);
        if (rangeAndStep.length == 2 && bounds.length == 1) {
            end = field.greatest;
        }
        return step > 0 && start >= field.least && end <= field.greatest && start <= end;
    }

    private static int number(String text, Field field) {
        int name = field.names.indexOf(text.toLowerCase(Locale.ROOT));
        return name < 0 ? number(text) : name + field.least;
    }

    /** -1 for text that is not a number of a schedule. */
    private static int number(String text) {
        if (!Numbers.isWhole(text)) {
            return -1;
        }
        long number = Long.parseLong(text);
        return number < 0 || number > Integer.MAX_VALUE ? -1 : (int) number;
    }
}
