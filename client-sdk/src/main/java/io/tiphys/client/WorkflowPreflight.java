package io.tiphys.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a workflow's preflight found. The gateway reads the state of the cluster with the caller's own rights.
 *
 * @param environment the environment that it would be submitted to
 * @param namespace the namespace that it would be submitted to
 * @param runnable whether there is no finding of severity ERROR; what was not checked may still keep it from running
 * @param findings what was found, in the order of the document
 * @param cost how much the workflow takes when all goes well
 * @param manifest Kubernetes YAML with the smallest Roles for all rights that the workflow needs and somebody lacks
 * @param checkManifest Kubernetes YAML with the rights by which the rest could be checked; it lets the caller read the
 *     objects themselves
 */
public record WorkflowPreflight(
        String environment,
        String namespace,
        boolean runnable,
        List<WorkflowFinding> findings,
        Cost cost,
        Optional<String> manifest,
        Optional<String> checkManifest) {
    /**
     * How much a workflow takes: without retries, and without Argo's own containers.
     *
     * @param pods how many pods it starts in all
     * @param cpuMillis the thousandths of cores that they request, added up
     * @param memoryBytes the bytes that they request, added up
     */
    public record Cost(Range pods, Range cpuMillis, Range memoryBytes) {}

    /**
     * A number that may be known only to lie in a range.
     *
     * @param least it is at least this
     * @param most it is at most this; empty when nothing bounds it
     */
    public record Range(long least, OptionalLong most) {}
}
