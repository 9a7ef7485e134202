package io.tiphys.validation.requirement;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The resources that one container asks for.
 *
 * @param requests its requests by resource; a limit without a request is one too, as Kubernetes has it
 * @param limits its limits by resource
 */
public record ContainerResources(Map<String, BigDecimal> requests, Map<String, BigDecimal> limits) {
    public ContainerResources {
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }
}
