package io.tiphys.validation.requirement;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * How many pods that mount a claim may run at the same time.
 *
 * @param byClaim the number of pods, by the name of the claim
 */
record FanOut(Map<String, Count> byClaim) {
    static final FanOut NONE = new FanOut(Map.of());

    FanOut {
        byClaim = Map.copyOf(byClaim);
    }

    FanOut repeated(Count times) {
        Map<String, Count> result = new TreeMap<>();
        byClaim.forEach((claim, count) -> result.put(claim, count.times(times)));
        return new FanOut(result);
    }

    FanOut combined(FanOut other, BinaryOperator<Count> how) {
        Map<String, Count> result = new TreeMap<>(byClaim);
        other.byClaim.forEach((claim, count) -> result.merge(claim, count, how));
        return new FanOut(result);
    }

    FanOut atMost(long limit) {
        Map<String, Count> result = new TreeMap<>();
        byClaim.forEach((claim, count) -> result.put(claim, count.atMost(limit)));
        return new FanOut(result);
    }
}
