package io.tiphys.gateway.inspection;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One entry of a limit range.
 *
 * @param name the name of the limit range
 * @param type {@code Container}, {@code Pod} or another kind of thing
 * @param max the most that one may have, by resource
 * @param defaultRequests the resources of which a container gets a request when it has none
 * @param defaultLimits the resources of which a container gets a limit when it has none
 */
public record LimitRange(
        String name, String type, Map<String, BigDecimal> max, Set<String> defaultRequests, Set<String> defaultLimits) {
    public LimitRange {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        max = Map.copyOf(max);
        defaultRequests = Set.copyOf(defaultRequests);
        defaultLimits = Set.copyOf(defaultLimits);
    }
}
