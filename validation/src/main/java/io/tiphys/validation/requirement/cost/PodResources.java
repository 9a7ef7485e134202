package io.tiphys.validation.requirement.cost;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The requested resources of one pod's own containers. The resources of Argo's containers in the same pod are in the
 * controller's configuration and not visible. A limit without a request counts as a request, as in Kubernetes.
 *
 * @param place the source location of the pod's template
 * @param requests the sum of the containers' requests, by resource; an init container counts if it alone requests more
 * @param limits the same of their limits
 * @param containers the requests of each container, including init containers
 * @param withoutRequest resources that at least one container does not request
 * @param withoutLimit resources that at least one container does not limit
 * @param traits the traits that determine the applicable quotas
 */
public record PodResources(
        Place place,
        Map<String, BigDecimal> requests,
        Map<String, BigDecimal> limits,
        List<ContainerResources> containers,
        Set<String> withoutRequest,
        Set<String> withoutLimit,
        PodTraits traits) {
    /** The resources in quotas and the preview. */
    static final List<String> COUNTED = List.of("cpu", "memory");

    public static PodResources of(PodTemplate pod, EffectiveSpecification specification) {
        Sums sums = new Sums();
        pod.containers().forEach(container -> sums.add(container, false));
        pod.initContainers().forEach(container -> sums.add(container, true));
        if (pod.containers().isEmpty()) { // a resource or data template: its only containers are Argo's
            sums.withoutRequest.clear();
            sums.withoutLimit.clear();
        }
        return new PodResources(
                pod.reached().place(),
                larger(sums.requests, sums.initRequests),
                larger(sums.limits, sums.initLimits),
                List.copyOf(sums.containers),
                Set.copyOf(sums.withoutRequest),
                Set.copyOf(sums.withoutLimit),
                PodTraits.of(pod, specification));
    }

    private static Map<String, BigDecimal> larger(Map<String, BigDecimal> sum, Map<String, BigDecimal> init) {
        Map<String, BigDecimal> larger = new TreeMap<>(sum);
        init.forEach((resource, amount) -> larger.merge(resource, amount, BigDecimal::max));
        return Map.copyOf(larger);
    }

    /** The pod's request of a resource; zero for none. */
    public BigDecimal request(String resource) {
        return requests.getOrDefault(resource, BigDecimal.ZERO);
    }

    /** The sums over the containers. */
    private static final class Sums {
        private final Map<String, BigDecimal> requests = new TreeMap<>();
        private final Map<String, BigDecimal> limits = new TreeMap<>();
        private final Map<String, BigDecimal> initRequests = new TreeMap<>();
        private final Map<String, BigDecimal> initLimits = new TreeMap<>();
        private final List<ContainerResources> containers = new ArrayList<>();
        private final Set<String> withoutRequest = new TreeSet<>();
        private final Set<String> withoutLimit = new TreeSet<>();

        void add(ManifestObject container, boolean init) {
            Optional<ManifestObject> resources = container.object("resources");
            Map<String, BigDecimal> limit = amounts(resources.flatMap(one -> one.object("limits")));
            Map<String, BigDecimal> request = new TreeMap<>(limit);
            request.putAll(amounts(resources.flatMap(one -> one.object("requests"))));
            boolean sidecar =
                    init && container.string("restartPolicy").orElse("").equals("Always");
            sum(request, init && !sidecar ? initRequests : requests, init && !sidecar);
            sum(limit, init && !sidecar ? initLimits : limits, init && !sidecar);
            containers.add(new ContainerResources(request, limit));
            without(request, withoutRequest);
            without(limit, withoutLimit);
        }

        private static void sum(Map<String, BigDecimal> amounts, Map<String, BigDecimal> into, boolean oneByOne) {
            amounts.forEach(
                    (resource, amount) -> into.merge(resource, amount, oneByOne ? BigDecimal::max : BigDecimal::add));
        }

        private static void without(Map<String, BigDecimal> amounts, Set<String> into) {
            Set<String> missing = new HashSet<>(COUNTED);
            missing.removeAll(amounts.keySet());
            into.addAll(missing);
        }

        private static Map<String, BigDecimal> amounts(Optional<ManifestObject> resources) {
            Map<String, BigDecimal> amounts = new TreeMap<>();
            resources.ifPresent(object -> {
                for (ManifestNode member : object.members()) {
                    ManifestKey key = member.key();
                    if (member instanceof ManifestScalar scalar && key != null) {
                        Quantities.parse(scalar.text())
                                .filter(amount -> amount.signum() >= 0)
                                .ifPresent(amount -> amounts.put(key.text(), amount));
                    }
                }
            });
            return amounts;
        }
    }
}
