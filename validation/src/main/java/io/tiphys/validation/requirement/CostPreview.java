package io.tiphys.validation.requirement;

import java.util.Objects;

/**
 * How much a workflow takes when all goes well: without retries, and without Argo's own containers. What only comes to
 * light while it runs, the length of a list or whether a condition holds, makes a range.
 *
 * @param pods how many pods it starts in all
 * @param cpu the cores that they request, added up
 * @param memory the bytes that they request, added up
 */
public record CostPreview(Count pods, Count cpu, Count memory) {
    /** No pod. */
    public static final CostPreview NOTHING = new CostPreview(Count.NONE, Count.NONE, Count.NONE);

    /** Nobody knows. */
    static final CostPreview UNKNOWN = new CostPreview(Count.UNKNOWN, Count.UNKNOWN, Count.UNKNOWN);

    public CostPreview {
        Objects.requireNonNull(pods);
        Objects.requireNonNull(cpu);
        Objects.requireNonNull(memory);
    }

    static CostPreview of(PodResources pod) {
        return new CostPreview(Count.ONE, Count.exactly(pod.request("cpu")), Count.exactly(pod.request("memory")));
    }

    CostPreview plus(CostPreview other) {
        return new CostPreview(pods.plus(other.pods), cpu.plus(other.cpu), memory.plus(other.memory));
    }

    CostPreview times(Count count) {
        return new CostPreview(pods.times(count), cpu.times(count), memory.times(count));
    }
}
