package io.tiphys.gateway.environment;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.validation.finding.ShownText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All environments of submission by name. Immutable. */
public final class SubmissionEnvironments {
    private final Map<String, SubmissionEnvironment> byName = new TreeMap<>();
    private final Optional<String> defaultName;

    /**
     * @param environments the environments; names are unique
     * @param defaultName the environment of calls that name none; a single environment is the default without it
     */
    public SubmissionEnvironments(Collection<SubmissionEnvironment> environments, Optional<String> defaultName) {
        environments.forEach(environment -> byName.put(environment.name(), environment));
        this.defaultName = defaultName.or(
                () -> byName.size() == 1 ? byName.keySet().stream().findFirst() : Optional.empty());
    }

    /** All environments, ordered by name. */
    public List<SubmissionEnvironment> all() {
        return List.copyOf(byName.values());
    }

    /** The environment of calls that name none. */
    public Optional<SubmissionEnvironment> defaultEnvironment() {
        return defaultName.map(byName::get);
    }

    /** The environment of this name, or the default one when the call names none; empty when it does not exist. */
    public Optional<SubmissionEnvironment> find(Optional<String> name) {
        return name.isPresent() ? Optional.ofNullable(byName.get(name.get())) : defaultEnvironment();
    }

    /**
     * The problem to return when {@link #find} finds nothing.
     *
     * @param accessible the names of the environments that this caller may see; empty for an unauthenticated caller
     */
    public static GatewayException notFound(Optional<String> name, List<String> accessible) {
        String what = name.map(given -> "There is no environment " + ShownText.quoted(given) + ".")
                .orElse("The call names no environment, and there is no default environment.");
        Problem problem = Problem.of(
                ErrorReason.ENVIRONMENT_NOT_FOUND,
                accessible.isEmpty() ? what : what + " You have access to: " + String.join(", ", accessible) + ".");
        return new GatewayException(
                accessible.isEmpty() ? problem : problem.with("environments", String.join(",", accessible)));
    }
}
