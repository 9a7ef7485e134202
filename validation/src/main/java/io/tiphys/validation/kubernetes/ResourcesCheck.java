package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.requirement.cost.Quantities;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the resources of a container. */
final class ResourcesCheck {
    private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");

    private ResourcesCheck() {}

    static void check(ManifestObject resources, PodReport report) {
        Optional<ManifestObject> limits = resources.object("limits");
        limits.ifPresent(map -> amounts(map, report));
        resources.object("requests").ifPresent(requests -> {
            amounts(requests, report);
            limits.ifPresent(map -> compare(requests, map, report));
            extended(requests, limits.orElse(null), report);
        });
    }

    private static void amounts(ManifestObject amounts, PodReport report) {
        for (ManifestNode amount : amounts.members()) {
            ManifestKey key = amount.key();
            String name = key == null ? "" : key.text();
            if (!isResource(name)) {
                String message = "There is no resource " + ShownText.quoted(name)
                        + ". Expected cpu, memory, ephemeral-storage, hugepages-SIZE, or a name with a domain and a slash.";
                report.check().reportKey(report.rule(), amount, message, "Write, for example, nvidia.com/gpu.");
            }
            BigDecimal number = amount(amount);
            boolean extended = name.contains("/");
            if (extended && number != null && number.stripTrailingZeros().scale() > 0) {
                report.at(
                        amount,
                        "Expected a whole number of " + ShownText.quoted(name) + ", found " + shown(amount) + '.',
                        null);
            }
            if (number != null && number.signum() < 0) {
                report.at(amount, "Expected an amount that is not negative, found " + shown(amount) + '.', null);
            }
        }
    }

    private static boolean isResource(String name) {
        return STANDARD.contains(name)
                || name.startsWith("hugepages-")
                || name.contains("{{")
                || (name.contains("/") && KubernetesNames.isQualifiedName(name));
    }

    private static void compare(ManifestObject requests, ManifestObject limits, PodReport report) {
        for (ManifestNode request : requests.members()) {
            ManifestKey key = request.key();
            ManifestNode limit = key == null ? null : limits.find(key.text());
            BigDecimal wanted = amount(request);
            BigDecimal most = limit == null ? null : amount(limit);
            if (limit != null && wanted != null && most != null && wanted.compareTo(most) > 0) {
                String message = "The request " + shown(request) + " is above the limit " + shown(limit) + '.';
                report.at(request, message, "Raise the limit, or ask for less.");
            }
        }
    }

    /** Kubernetes shares out no more of a device than there is: its request is its limit. */
    private static void extended(ManifestObject requests, @Nullable ManifestObject limits, PodReport report) {
        for (ManifestNode request : requests.members()) {
            ManifestKey key = request.key();
            String name = key == null ? "" : key.text();
            if (name.contains("/") && !name.contains("{{") && (limits == null || limits.find(name) == null)) {
                report.at(request, ShownText.quoted(name) + " has a request and no limit.", "Write it below limits.");
            }
        }
    }

    private static @Nullable BigDecimal amount(ManifestNode node) {
        return node instanceof ManifestScalar scalar
                ? Quantities.parse(scalar.text()).orElse(null)
                : null;
    }

    private static String shown(ManifestNode node) {
        return ShownText.quoted(((ManifestScalar) node).text());
    }
}
