package io.tiphys.gateway.preflight.state;

import java.util.List;
import java.util.Objects;

/**
 * The verdict of the API server on a pod in a dry run.
 *
 * @param admitted whether the API server would admit the pod
 * @param message the reason for the refusal; empty when admitted
 * @param causes the invalid fields, if the API server names any
 * @param warnings the warnings
 */
public record PodVerdict(boolean admitted, String message, List<Cause> causes, List<String> warnings) {
    /**
     * An invalid field.
     *
     * @param field its path in the pod, for example {@code spec.containers[0].image}
     * @param message the problem of the field
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
