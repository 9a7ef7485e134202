package io.tiphys.gateway.preflight.state;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of a limit range. All maps are by resource.
 *
 * @param name the name of the limit range
 * @param type {@code Container}, {@code Pod} or another kind of thing
 * @param min the least that one has to have
 * @param max the most that one may have
 * @param maxRatio how many times the request a limit may be
 * @param defaultRequests the request that a container gets when it has none
 * @param defaultLimits the limit that a container gets when it has none
 */
public record LimitRange(
        String name,
        String type,
        Map<String, BigDecimal> min,
        Map<String, BigDecimal> max,
        Map<String, BigDecimal> maxRatio,
        Map<String, BigDecimal> defaultRequests,
        Map<String, BigDecimal> defaultLimits) {
    public LimitRange {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        min = Map.copyOf(min);
        max = Map.copyOf(max);
        maxRatio = Map.copyOf(maxRatio);
        defaultRequests = Map.copyOf(defaultRequests);
        defaultLimits = Map.copyOf(defaultLimits);
    }

    /** Whether it is about single containers. */
    public boolean ofContainers() {
        return type.equals("Container");
    }
}
