package io.tiphys.gateway.preflight.state;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of a limit range. All maps are by resource.
 *
 * @param name the name of the limit range
 * @param type {@code Container}, {@code Pod} or another type
 * @param min the minimum
 * @param max the maximum
 * @param maxRatio the maximum ratio of limit to request
 * @param defaultRequests the request of a container that has none
 * @param defaultLimits the limit of a container that has none
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

    /** Whether the entry applies to single containers. */
    public boolean ofContainers() {
        return type.equals("Container");
    }
}
