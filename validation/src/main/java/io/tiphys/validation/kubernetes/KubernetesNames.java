package io.tiphys.validation.kubernetes;

import java.util.Locale;

/**
 * The syntax of Kubernetes names ({@code apimachinery/pkg/util/validation} of 1.36). Pure. Each name is read in one pass: a
 * pattern with nested repetitions would need a stack as deep as the text is long.
 */
public final class KubernetesNames {
    /** Describes a subdomain, for messages. */
    public static final String SUBDOMAIN =
            "at most 253 lower-case letters, digits, dashes and dots, each part beginning and ending with a letter or digit";

    /** Describes a label of a domain, for messages. */
    public static final String DNS_LABEL =
            "at most 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit";

    /** Describes a qualified name, for messages. */
    public static final String QUALIFIED_NAME =
            "at most 63 letters, digits, dashes, underscores and dots, beginning and ending with a letter or digit, and before"
                    + " them, if wanted, a domain and a slash";

    /** Describes the value of a label, for messages. */
    public static final String LABEL_VALUE =
            "at most 63 letters, digits, dashes, underscores and dots, beginning and ending with a letter or digit";

    /** Describes the name of a port, for messages. */
    public static final String PORT_NAME =
            "at most 15 lower-case letters, digits and dashes, with a letter, and without a dash at either end or two in a row";

    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_PORT_NAME = 15;

    private KubernetesNames() {}

    /** Whether it is an RFC 1123 subdomain: the names of most objects. */
    public static boolean isSubdomain(String name) {
        if (name.length() > LONGEST_SUBDOMAIN) {
            return false;
        }
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            if (!isWord(name.substring(start, dot), "-", false)) {
                return false;
            }
            start = dot + 1;
        }
        return isWord(name.substring(start), "-", false);
    }

    /** Whether it is an RFC 1123 label: names of volumes and containers. */
    public static boolean isDnsLabel(String name) {
        return name.length() <= LONGEST_LABEL && isWord(name, "-", false);
    }

    /** Whether it is the key of a label, or the name of a resource. */
    public static boolean isQualifiedName(String name) {
        int slash = name.indexOf('/');
        String last = name.substring(slash + 1);
        return (slash < 0 || isSubdomain(name.substring(0, slash)))
                && last.length() <= LONGEST_LABEL
                && isWord(last, "-_.", true);
    }

    /** Whether it is the key of an annotation: its domain may contain capitals. */
    public static boolean isAnnotationKey(String name) {
        return isQualifiedName(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a label may have the value. */
    public static boolean isLabelValue(String value) {
        return value.isEmpty() || (value.length() <= LONGEST_LABEL && isWord(value, "-_.", true));
    }

    /** Whether it is a valid name of a container's port. */
    public static boolean isPortName(String name) {
        return name.length() <= LONGEST_PORT_NAME
                && isWord(name, "-", false)
                && !name.contains("--")
                && name.chars().anyMatch(Character::isLetter);
    }

    /** Whether it is a valid name of an environment variable: printable ASCII without {@code =}. */
    public static boolean isEnvironmentName(String name) {
        return !name.isEmpty() && name.chars().allMatch(one -> one >= ' ' && one <= '~' && one != '=');
    }

    /** Whether a text has only letters and digits, and the other characters only between them. */
    private static boolean isWord(String text, String others, boolean capitals) {
        int last = text.length() - 1;
        for (int i = 0; i <= last; i++) {
            char one = text.charAt(i);
            boolean letter = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
            boolean capital = capitals && one >= 'A' && one <= 'Z';
            boolean between = i > 0 && i < last && others.indexOf(one) >= 0;
            if (!letter && !capital && !between) {
                return false;
            }
        }
        return last >= 0;
    }
}
