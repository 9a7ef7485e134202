package io.tiphys.gateway.configuration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties that have another name since 0.1. A former name is refused, because a setting that is silently ignored is a
 * surprise. An asterisk stands for the name of an environment.
 */
final class RenamedProperties {
    /** More special names come first. */
    private static final List<Renaming> ALL = List.of(
            new Renaming("tiphys.port.shutdown-patience", "tiphys.server.shutdown-timeout"),
            new Renaming("tiphys.port.head-timeout", "tiphys.server.header-timeout"),
            new Renaming("tiphys.port", "tiphys.server"),
            new Renaming("tiphys.argo-face", "tiphys.argo-api"),
            new Renaming("tiphys.environments.*.argo-face", "tiphys.environments.*.argo-api"),
            new Renaming("tiphys.environments.*.account-users", "tiphys.environments.*.allowed-callers"),
            environment("limits.watch-history", "limits.watch-buffer-size"),
            environment("limits.failure-rate-threshold", "limits.circuit-breaker.failure-rate-threshold"),
            environment("limits.sliding-window", "limits.circuit-breaker.sliding-window"),
            environment("limits.open-for", "limits.circuit-breaker.open-duration"));

    private RenamedProperties() {}

    /** The present name of a property that is written with a former one. */
    static Optional<String> ofKey(String key) {
        return ALL.stream().flatMap(one -> one.ofKey(key).stream()).findFirst();
    }

    /** The present name of an environment variable that is written with a former one. */
    static Optional<String> ofVariable(String variable) {
        return ALL.stream().flatMap(one -> one.ofVariable(variable).stream()).findFirst();
    }

    private static Renaming environment(String former, String present) {
        return new Renaming("tiphys.environments.*." + former, "tiphys.environments.*." + present);
    }

    private record Renaming(String former, String present) {
        Optional<String> ofKey(String key) {
            return renamed(key, former, present, "[^.]+", "[.\\[].*");
        }

        Optional<String> ofVariable(String variable) {
            return renamed(
                    variable, KnownProperties.variableOf(former), KnownProperties.variableOf(present), ".+", "_.*");
        }

        private static Optional<String> renamed(String written, String from, String to, String name, String tail) {
            String pattern = Pattern.quote(from).replace("*", "\\E(?<name>" + name + ")\\Q");
            Matcher matcher =
                    Pattern.compile(pattern + "(?<tail>(?:" + tail + ")?)").matcher(written);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String present = from.contains("*") ? to.replace("*", matcher.group("name")) : to;
            return Optional.of(present + matcher.group("tail"));
        }
    }
}
