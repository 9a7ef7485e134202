package io.tiphys.gateway.preflight.state;

import java.util.List;
import java.util.Objects;

/**
 * What the API server says of a pod in a dry run.
 *
 * @param admitted whether it would take the pod
 * @param message why it would not; empty when it would
 * @param causes the fields that it names, if it names any
 * @param warnings what it warns of
 */
public record PodVerdict(boolean admitted, String message, List<Cause> causes, List<String> warnings) {
    /**
     * A field that is wrong.
     *
     * @param field its path in the pod, for example {@code spec.containers[0].image}
     * @param message what is wrong with it
     */
    public record Cause(String field, String message) {
        public Cause {
            Objects.requireNonNull(field);
            Objects.requireNonNull(message);
        }
    }

    public PodVerdict {
        Objects.requireNonNull(message);
        causes = List.copyOf(causes);
        warnings = List.copyOf(warnings);
    }
}
