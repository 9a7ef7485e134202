package io.tiphys.gateway.argoapi;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text without what differs between two runs of the same thing: names that are drawn, times, ages, addresses. What is left
 * has to be the same. Immutable.
 */
final class Normalised {
    private record Replacement(Pattern pattern, String by) {
        Replacement(String pattern, String by) {
            this(Pattern.compile(pattern), by);
        }
    }

    private static final List<Replacement> ALWAYS = List.of(
            // Of a workflow that the controller writes twice, because its first write met a conflict (seen with
            // v4.0.5 on a busy machine): one generation more, a condition, and an annotation less.
            new Replacement("(\"?generation\"?:) +\\d+", "$1 <generation>"),
            new Replacement("\\n *Conditions: *\\n *PodRunning +False", ""),
            new Replacement("\\n *conditions:\\n *- status: \"False\"\\n *type: PodRunning", ""),
            new Replacement(
                    "\\n *\"conditions\": \\[\\s*\\{\\s*\"type\": \"PodRunning\",\\s*\"status\": \"False\"\\s*\\}\\s*\\],",
                    ""),
            new Replacement("\\n *\"?f:conditions\"?: \\{\\},?", ""),
            new Replacement(",\\n *\"(f:)?workflows.argoproj.io/pod-name-format\": (\"v2\"|\\{\\})", ""),
            new Replacement("\\n *(f:)?workflows.argoproj.io/pod-name-format: (v2|\\{\\})", ""),
            // What is drawn, and times.
            new Replacement("\u001b\\[[0-9;]*[A-Za-z]", ""),
            new Replacement("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uid>"),
            // How the command line shows an HTTP answer that it did not expect.
            new Replacement("&\\{(\\d{3} [\\w ]+?) \\d{3} HTTP/1.1 1 1 map.*", "$1"),
            new Replacement("(last-seen-version\"?: \"?)\\d+", "$1<version>"),
            new Replacement(
                    "\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?[+-]\\d{4}| ?Z)?( UTC)?", "<time>"),
            new Replacement(
                    "(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d( \\d{4})? [+-]\\d{4}", "<time>"),
            new Replacement("\\((now|in [^()]+|[^()]+ ago|[^()]+ from now)\\)", "(<ago>)"),
            new Replacement("(Duration|EstimatedDuration): +.*", "$1: <duration>"),
            new Replacement("\\b\\d+ (second|minute)s?( \\d+ seconds?)?\\b", "<duration>"),
            new Replacement("\\b\\d+m?s\\b|\\b\\d+m(\\d+s)?\\b|\\b\\d+\\.\\d+s\\b", "<age>"),
            new Replacement("(\"?resourceVersion\"?: *)\"?\\d+\"?", "$1<version>"),
            new Replacement("-\\d{7,10}\\b", "-<hash>"),
            new Replacement(
                    "\\b((?:backfill|waiting|finishing|counting|drawn|hera|wait|nightly|kept|both)(?:-[a-z]+)*)-[a-z0-9]{5}\\b",
                    "$1-<drawn>"),
            new Replacement("[ \t]+", " "),
            new Replacement("(?m) $", ""));

    private Normalised() {}

    /** The text without times and drawn names. */
    static String text(String text) {
        String result = text;
        for (Replacement replacement : ALWAYS) {
            result = replacement.pattern().matcher(result).replaceAll(replacement.by());
        }
        return result;
    }
}
