package io.tiphys.validation.requirement.cost;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The requested resources of one container.
 *
 * @param requests its requests by resource; a limit without a request counts as a request, as in Kubernetes
 * @param limits its limits by resource
 */
public record ContainerResources(Map<String, BigDecimal> requests, Map<String, BigDecimal> limits) {
    public ContainerResources {
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }
}
