package io.tiphys.client.workflow;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of a workflow's preflight. The gateway reads the state of the cluster with the caller's own permissions.
 *
 * @param environment the environment of submission
 * @param namespace the target namespace
 * @param runnable whether there is no finding of severity ERROR; an unchecked rule may still prevent a run
 * @param findings the findings, in document order
 * @param cost the cost of a run without failures
 * @param manifest Kubernetes YAML with the smallest Roles for all missing permissions of the workflow
 * @param checkManifest Kubernetes YAML with the permissions for the remaining checks; it allows the caller to read the
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
     * The cost of a workflow, without retries and without Argo's own containers.
     *
     * @param pods the number of pods in all
     * @param cpuMillis the sum of the requested cpu, in thousandths of cores
     * @param memoryBytes the sum of the requested memory, in bytes
     */
    public record Cost(Range pods, Range cpuMillis, Range memoryBytes) {}

    /**
     * A number, or a range if the number is not known exactly.
     *
     * @param least the minimum
     * @param most the maximum; empty when there is no bound
     */
    public record Range(long least, OptionalLong most) {}
}
