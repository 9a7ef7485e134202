package io.tiphys.gateway.preflight.state;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A quota of a namespace.
 *
 * @param name the name of the quota
 * @param hard the maximum, by resource, for example {@code requests.cpu}
 * @param used the used amounts
 * @param scopes the conditions for a pod to count; empty when every pod counts
 */
public record ResourceQuota(
        String name, Map<String, BigDecimal> hard, Map<String, BigDecimal> used, List<QuotaScope> scopes) {
    public ResourceQuota {
        Objects.requireNonNull(name);
        hard = Map.copyOf(hard);
        used = Map.copyOf(used);
        scopes = List.copyOf(scopes);
    }

    /** The remaining amount of a resource in {@link #hard}; never negative. */
    public BigDecimal left(String resource) {
        return hard.getOrDefault(resource, BigDecimal.ZERO)
                .subtract(used.getOrDefault(resource, BigDecimal.ZERO))
                .max(BigDecimal.ZERO);
    }
}
