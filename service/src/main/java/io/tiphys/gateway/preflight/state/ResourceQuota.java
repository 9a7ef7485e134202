package io.tiphys.gateway.preflight.state;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A quota of a namespace.
 *
 * @param name its name
 * @param hard what may be used, by resource, for example {@code requests.cpu}
 * @param used what is used
 * @param scopes what a pod has to meet for the quota to hold for it; none when it holds for all
 */
public record ResourceQuota(
        String name, Map<String, BigDecimal> hard, Map<String, BigDecimal> used, List<QuotaScope> scopes) {
    public ResourceQuota {
        Objects.requireNonNull(name);
        hard = Map.copyOf(hard);
        used = Map.copyOf(used);
        scopes = List.copyOf(scopes);
    }

    /** What is left of a resource that {@link #hard} names; never negative. */
    public BigDecimal left(String resource) {
        return hard.getOrDefault(resource, BigDecimal.ZERO)
                .subtract(used.getOrDefault(resource, BigDecimal.ZERO))
                .max(BigDecimal.ZERO);
    }
}
