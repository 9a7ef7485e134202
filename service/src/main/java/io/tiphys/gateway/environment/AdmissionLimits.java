package io.tiphys.gateway.environment;

import java.time.Duration;
import java.util.Map;

/**
 * The limits of workflow creations in an environment.
 *
 * @param maxConcurrent the highest number of concurrent creations at the Argo Server; the gateway uses fewer while the Argo
 *     Server answers slowly
 * @param maxWaiting the highest number of creations that wait for their turn
 * @param maxWait the longest wait for a turn
 * @param weights the weights of callers, groups and namespaces that differ from 1
 * @param maxUnfinished the limits of unfinished workflows
 */
public record AdmissionLimits(
        int maxConcurrent, int maxWaiting, Duration maxWait, Weights weights, MaxUnfinished maxUnfinished) {
    /** The defaults. */
    public static final AdmissionLimits DEFAULT = new AdmissionLimits(
            64, 256, Duration.ofSeconds(10), new Weights(Map.of(), Map.of(), Map.of()), MaxUnfinished.NONE);

    /**
     * The highest numbers of unfinished workflows; 0 for no limit.
     *
     * @param namespace of a namespace
     * @param caller of a caller in a namespace
     */
    public record MaxUnfinished(int namespace, int caller) {
        /** No limits. */
        public static final MaxUnfinished NONE = new MaxUnfinished(0, 0);

        /** Whether there is a limit. */
        public boolean any() {
            return namespace > 0 || caller > 0;
        }
    }

    /**
     * Weights of at least 1. A caller with weight 2 gets twice the turns of a caller with weight 1 while both wait.
     *
     * @param users the weights of users, by the name that Kubernetes gives them
     * @param groups the weights of members of a group
     * @param namespaces the weights of creations in a namespace
     */
    public record Weights(Map<String, Integer> users, Map<String, Integer> groups, Map<String, Integer> namespaces) {
        public Weights {
            users = Map.copyOf(users);
            groups = Map.copyOf(groups);
            namespaces = Map.copyOf(namespaces);
        }
    }
}
