package io.tiphys.gateway.preflight.quota;

import io.tiphys.gateway.preflight.state.LimitRange;
import io.tiphys.validation.requirement.cost.ContainerResources;
import io.tiphys.validation.requirement.cost.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one container against limit ranges, in the order of Kubernetes' admission
 * ({@code plugin/pkg/admission/limitranger}): the container first gets the defaults of all ranges, then each range is
 * compared.
 */
final class ContainerLimits {
    private static final int DIGITS = 3;

    private final Map<String, BigDecimal> requests;
    private final Map<String, BigDecimal> limits;
    private final List<String> breaches = new ArrayList<>();
    private final Set<String> tooLarge = new HashSet<>();

    private ContainerLimits(ContainerResources container, List<LimitRange> ranges) {
        requests = new HashMap<>(container.requests());
        limits = new HashMap<>(container.limits());
        for (LimitRange range : ranges) {
            range.defaultRequests().forEach(requests::putIfAbsent);
            range.defaultLimits().forEach(limits::putIfAbsent);
        }
    }

    /** The reasons why Kubernetes refuses a pod with this container; each is a whole sentence. */
    static List<String> breaches(ContainerResources container, List<LimitRange> ranges) {
        ContainerLimits limits = new ContainerLimits(container, ranges);
        for (LimitRange range : ranges) {
            range.min().forEach((resource, least) -> limits.least(range, resource, least));
            range.max().forEach((resource, most) -> limits.most(range, resource, most));
            range.maxRatio().forEach((resource, ratio) -> limits.ratio(range, resource, ratio));
        }
        limits.requests.forEach((resource, request) -> limits.defaulted(container, resource, request));
        return List.copyOf(limits.breaches);
    }

    private void least(LimitRange range, String resource, BigDecimal least) {
        String wanted = "limit range '" + range.name() + "' requires of every container at least "
                + Amounts.of(resource, least) + ".";
        BigDecimal request = requests.get(resource);
        BigDecimal limit = limits.get(resource);
        if (request == null) {
            breaches.add("A container has no request of " + resource + ", and " + wanted);
        } else if (request.compareTo(least) < 0) {
            breaches.add("A container requests " + Amounts.of(resource, request) + ", and " + wanted);
        } else if (limit != null && limit.compareTo(least) < 0) {
            breaches.add("A container has a limit of " + Amounts.of(resource, limit) + ", and " + wanted);
        }
    }

    private void most(LimitRange range, String resource, BigDecimal most) {
        String allowed =
                "limit range '" + range.name() + "' allows a container at most " + Amounts.of(resource, most) + ".";
        Optional<BigDecimal> largest = Optional.ofNullable(limits.get(resource))
                .map(limit -> limit.max(requests.getOrDefault(resource, BigDecimal.ZERO)));
        if (largest.isEmpty()) {
            breaches.add("A container has no limit of " + resource + ", and " + allowed);
        } else if (largest.get().compareTo(most) > 0) {
            tooLarge.add(resource);
            breaches.add("A container requests " + Amounts.of(resource, largest.get()) + ", and " + allowed);
        }
    }

    private void ratio(LimitRange range, String resource, BigDecimal most) {
        String allowed = "limit range '" + range.name() + "' lets a container's limit of " + resource + " be at most "
                + Quantities.plain(most) + " times its request";
        BigDecimal request = requests.getOrDefault(resource, BigDecimal.ZERO);
        BigDecimal limit = limits.getOrDefault(resource, BigDecimal.ZERO);
        if (request.signum() == 0 || limit.signum() == 0) {
            breaches.add("A container has no " + (request.signum() == 0 ? "request" : "limit") + " of " + resource
                    + ", and " + allowed + ", so it needs both.");
        } else if (limit.compareTo(request.multiply(most)) > 0) {
            breaches.add("A container's limit of " + resource + " is "
                    + Quantities.plain(limit.divide(request, DIGITS, RoundingMode.HALF_UP)) + " times its request, and "
                    + allowed + ".");
        }
    }

    /** A default limit of the namespace may be less than the container's own request; reported once. */
    private void defaulted(ContainerResources container, String resource, BigDecimal request) {
        BigDecimal limit = limits.get(resource);
        if (limit != null
                && !tooLarge.contains(resource)
                && !container.limits().containsKey(resource)
                && request.compareTo(limit) > 0) {
            breaches.add("A container requests " + Amounts.of(resource, request)
                    + ", and the limit that it gets from the namespace's limit ranges is "
                    + Amounts.of(resource, limit) + ".");
        }
    }
}
