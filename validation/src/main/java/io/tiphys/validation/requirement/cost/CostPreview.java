package io.tiphys.validation.requirement.cost;

import io.tiphys.validation.requirement.template.Count;
import java.util.Objects;

/**
 * The cost of a workflow without failures: without retries, and without Argo's own containers. A value that is known only at
 * run time, the length of a list or the result of a condition, makes a range.
 *
 * @param pods the total number of pods
 * @param cpu the sum of the requested cores
 * @param memory the sum of the requested bytes
 */
public record CostPreview(Count pods, Count cpu, Count memory) {
    /** No pod. */
    public static final CostPreview NOTHING = new CostPreview(Count.NONE, Count.NONE, Count.NONE);

    /** An unknown cost. */
    static final CostPreview UNKNOWN = new CostPreview(Count.UNKNOWN, Count.UNKNOWN, Count.UNKNOWN);

    public CostPreview {
        Objects.requireNonNull(pods);
        Objects.requireNonNull(cpu);
        Objects.requireNonNull(memory);
    }

    static CostPreview of(PodResources pod) {
        return new CostPreview(Count.ONE, Count.exactly(pod.request("cpu")), Count.exactly(pod.request("memory")));
    }

    public CostPreview plus(CostPreview other) {
        return new CostPreview(pods.plus(other.pods), cpu.plus(other.cpu), memory.plus(other.memory));
    }

    /** The cost of this many such workflows. */
    public CostPreview times(Count count) {
        return new CostPreview(pods.times(count), cpu.times(count), memory.times(count));
    }
}
