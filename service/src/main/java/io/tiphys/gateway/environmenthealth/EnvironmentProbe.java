package io.tiphys.gateway.environmenthealth;

import io.tiphys.gateway.environment.SubmissionEnvironment;

/** Port: one check of an environment. Implementations are thread-safe and ordered by {@link #check}'s place in the answer. */
public interface EnvironmentProbe {
    /** The stable name of the check, for example {@code cluster-reachable}. */
    String check();

    /** Its place among the checks; the smaller one stands first. */
    int place();

    /**
     * Makes the check. Returns within the environment's call timeout and answers a failure as a finding; what it throws
     * all the same is reported as a failed check.
     */
    Finding probe(SubmissionEnvironment environment);
}
