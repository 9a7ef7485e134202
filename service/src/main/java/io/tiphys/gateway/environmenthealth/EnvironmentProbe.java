package io.tiphys.gateway.environmenthealth;

import io.tiphys.gateway.environment.SubmissionEnvironment;

/** Port: one check of an environment. Implementations are thread-safe and ordered by {@link #place}. */
public interface EnvironmentProbe {
    /** The stable name of the check, for example {@code cluster-reachable}. */
    String check();

    /** The position of the check in the response, in ascending order. */
    int place();

    /**
     * Runs the check. Returns within the environment's call timeout, and returns a failure as a finding. An exception is
     * reported as a failed check.
     */
    Finding probe(SubmissionEnvironment environment);
}
