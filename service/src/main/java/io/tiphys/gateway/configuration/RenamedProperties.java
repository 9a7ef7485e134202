package io.tiphys.gateway.configuration;

import java.util.List;
import java.util.Optional;

/**
 * The properties that were renamed since 0.1. A former name is rejected, because a setting must not be silently ignored. An
 * asterisk represents the name of an environment.
 */
final class RenamedProperties {
    /** More specific names come first. */
    private static final List<Renaming> ALL = List.of(
            new Renaming("tiphys.port.shutdown-patience", "tiphys.server.shutdown-timeout"),
            new Renaming("tiphys.port.head-timeout", "tiphys.server.header-timeout"),
            new Renaming("tiphys.port", "tiphys.server"),
            new Renaming("tiphys.argo-face.answer-timeout", "tiphys.server.answer-timeout"),
            new Renaming("tiphys.argo-api.answer-timeout", "tiphys.server.answer-timeout"),
            new Renaming("tiphys.argo-face", "tiphys.argo-api"),
            new Renaming("tiphys.environments.*.argo-face", "tiphys.environments.*.argo-api"),
            new Renaming("tiphys.environments.*.account-users", "tiphys.environments.*.allowed-callers"),
            environment("limits.watch-history", "limits.watch-buffer-size"),
            environment("limits.failure-rate-threshold", "limits.circuit-breaker.failure-rate-threshold"),
            environment("limits.sliding-window", "limits.circuit-breaker.sliding-window"),
            environment("limits.open-for", "limits.circuit-breaker.open-duration"));

    private RenamedProperties() {}

    /** The current name of a property that has a former name. */
    static Optional<String> ofKey(String key) {
        return ALL.stream().flatMap(one -> one.ofKey(key).stream()).findFirst();
    }

    /** The current name of an environment variable that has a former name. */
    static Optional<String> ofVariable(String variable) {
        return ALL.stream().flatMap(one -> one.ofVariable(variable).stream()).findFirst();
    }

    private static Renaming environment(String former, String present) {
        return new Renaming("tiphys.environments.*." + former, "tiphys.environments.*." + present);
    }

    private record Renaming(String former, String present) {
        Optional<String> ofKey(String key) {
            return renamed(key, former, present, List.of(".", "["));
        }

        Optional<String> ofVariable(String variable) {
            return renamed(
                    variable, KnownProperties.variableOf(former), KnownProperties.variableOf(present), List.of("_"));
        }

        /**
         * A name of an environment in a property has no dot. In a variable it may contain the separator, so the shortest
         * name counts.
         */
        private static Optional<String> renamed(String written, String from, String to, List<String> separators) {
            int asterisk = from.indexOf('*');
            if (asterisk < 0) {
                return tail(written, from, separators).map(tail -> to + tail);
            }
            String head = from.substring(0, asterisk);
            String rest = from.substring(asterisk + 1);
            int end = written.startsWith(head) ? written.indexOf(rest, asterisk + 1) : -1;
            if (end < 0
                    || separators.contains(".")
                            && written.substring(asterisk, end).contains(".")) {
                return Optional.empty();
            }
            String name = written.substring(asterisk, end);
            return tail(written.substring(end), rest, separators).map(tail -> to.replace("*", name) + tail);
        }

        /** The rest after a name, if the name ends there or one of its parts follows. */
        private static Optional<String> tail(String written, String name, List<String> separators) {
            if (!written.startsWith(name)) {
                return Optional.empty();
            }
            String tail = written.substring(name.length());
            return tail.isEmpty() || separators.stream().anyMatch(tail::startsWith)
                    ? Optional.of(tail)
                    : Optional.empty();
        }
    }
}
