package io.tiphys.validation.argo.report;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Argo's syntax of names, and lists of uniquely named elements. */
public final class Names {
    private static final int LONGEST = 128;
    private static final Pattern TYPOGRAPHIC = Pattern.compile("[\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb]");
    private static final Pattern REST = Pattern.compile("[^A-Za-z0-9]+");

    private Names() {}

    /** The named thing, which determines the allowed characters. */
    public enum Kind {
        /** A template, step, task or container. */
        FIELD("at most 128 letters, digits and dashes, beginning with a letter or digit"),
        /** A parameter or artifact. */
        PARAMETER("letters, digits, dashes and underscores");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** A description of such a name, for messages. */
        public String words() {
            return words;
        }

        public boolean takes(String name) {
            boolean field = this == FIELD;
            for (int i = 0; i < name.length(); i++) {
                char one = name.charAt(i);
                boolean letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
                if (!letter && !(one == '-' && (i > 0 || !field)) && !(one == '_' && !field)) {
                    return false;
                }
            }
            return !name.isEmpty() && (!field || name.length() <= LONGEST);
        }
    }

    /**
     * Reports elements with a missing, invalid or duplicate name.
     *
     * @return whether every element has a name
     */
    public static boolean check(List<Value> elements, Kind kind, String what, Report report) {
        Set<String> known = new HashSet<>();
        boolean named = true;
        for (Value element : elements) {
            named &= one(element, kind, what, known, report);
        }
        return named;
    }

    /** Checks one name of a list. */
    public static boolean one(Value element, Kind kind, String what, Set<String> known, Report report) {
        String name = element.text("name");
        if (name.isEmpty()) {
            report.missing(
                    element.node(),
                    "name",
                    ArgoRule.NAME_REQUIRED,
                    WorkflowCheck.PLACE + " is required.",
                    "Give the " + what + " a name.");
            return false;
        }
        if (!kind.takes(name)) {
            String message =
                    "name " + ShownText.quoted(name) + " is invalid for a " + what + ". Expected " + kind.words + ".";
            report.at(element.at("name"), ArgoRule.NAME_INVALID, message, hint(name, kind));
        }
        if (!known.add(name)) {
            String message = "name " + ShownText.quoted(name) + " is not unique: another " + what + " has it.";
            report.at(element.at("name"), ArgoRule.NAME_NOT_UNIQUE, message, "Give each a unique name.");
        }
        return true;
    }

    private static @Nullable String hint(String name, Kind kind) {
        if (name.contains("{{")) {
            return null;
        }
        if (TYPOGRAPHIC.matcher(name).find()) {
            return "Typographic quotes belong to the text: write \" or ' around it, or none.";
        }
        String better = withoutOuterDashes(REST.matcher(name).replaceAll("-"));
        return kind.takes(better) ? "Write, for example, " + better + "." : null;
    }

    private static String withoutOuterDashes(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == '-') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == '-') {
            to--;
        }
        return text.substring(from, to);
    }

    /** Whether a global name is known only later. */
    public static boolean isVariable(String text) {
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open + 2);
            if (close < 0) {
                return false;
            }
            if (isPath(text.substring(text.lastIndexOf("{{", close) + 2, close))) {
                return true;
            }
            open = text.indexOf("{{", close);
        }
        return false;
    }

    private static boolean isPath(String tag) {
        String[] parts = tag.split("\\.", -1);
        for (String part : parts) {
            if (!Kind.PARAMETER.takes(part)) {
                return false;
            }
        }
        return parts[0].indexOf('_') < 0;
    }
}
