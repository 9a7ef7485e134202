package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.workflow.WorkflowName;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to watch.
 *
 * @param name one workflow only
 * @param labelSelector a Kubernetes label selector
 * @param resourceVersion start after this version; empty to start with what is there
 */
public record WatchQuery(
        Optional<WorkflowName> name, Optional<String> labelSelector, Optional<String> resourceVersion) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");

    /**
     * The same query after this version, if that is newer. Kubernetes lists what is there by name and not by version, so
     * what came last need not be the newest. A version is a decimal number for every resource that a cluster stores
     * itself; of others the last one counts.
     */
    public WatchQuery afterNewer(String version) {
        return version.isEmpty()
                        || resourceVersion
                                .filter(known -> !newer(version, known))
                                .isPresent()
                ? this
                : new WatchQuery(name, labelSelector, Optional.of(version));
    }

    /** The same query, starting with what is there. */
    public WatchQuery fromNow() {
        return new WatchQuery(name, labelSelector, Optional.empty());
    }

    private static boolean newer(String version, String known) {
        if (!NUMBER.matcher(version).matches() || !NUMBER.matcher(known).matches()) {
            return true;
        }
        return new BigInteger(version).compareTo(new BigInteger(known)) > 0;
    }
}
