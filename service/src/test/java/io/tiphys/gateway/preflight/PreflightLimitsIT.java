package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.testbed.Admission;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limit ranges and scoped quotas: what the preflight says is what the admission of a real Kubernetes does. */
final class PreflightLimitsIT extends PreflightOnCluster {
    private static final String MEBIBYTES = "Mi";

    @BeforeEach
    void mayReadWhatLimits() {
        mayRunWorkflows();
        mayRead("", "resourcequotas", "limitranges", "serviceaccounts");
    }

    @Test
    void agreesWithKubernetesAboutLimitRanges() {
        limit(
                new LimitRangeBuilder()
                        .withNewMetadata()
                        .withName("bounds")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .addNewLimit()
                        .withType("Container")
                        .addToMin("memory", new Quantity("32", MEBIBYTES))
                        .addToMax("memory", new Quantity("256", MEBIBYTES))
                        .addToDefault("memory", new Quantity("128", MEBIBYTES))
                        .addToMaxLimitRequestRatio("memory", new Quantity("2"))
                        .endLimit()
                        .endSpec()
                        .build(),
                pod(Map.of("memory", "300Mi"), Map.of("memory", "300Mi")),
                "maximum memory usage");

        agrees(Map.of(), Map.of());
        agrees(Map.of("memory", "16Mi"), Map.of());
        agrees(Map.of("memory", "64Mi"), Map.of());
        agrees(Map.of("memory", "200Mi"), Map.of());
        agrees(Map.of("memory", "64Mi"), Map.of("memory", "200Mi"));
        agrees(Map.of("memory", "300Mi"), Map.of("memory", "300Mi"));
        agrees(Map.of(), Map.of("memory", "16Mi"));
        agrees(Map.of("memory", "128Mi"), Map.of("memory", "256Mi"));
    }

    private void agrees(Map<String, String> requests, Map<String, String> limits) {
        boolean refused = refuses(pod(requests, limits).build());

        assertThat(errors(preflight("direct", workflow("", requests, limits))).contains("limit-range"))
                .as("requests %s, limits %s", requests, limits)
                .isEqualTo(refused);
    }

    @Test
    void agreesWithKubernetesAboutScopedQuotas() {
        Map<String, String> large = Map.of("memory", "128Mi");
        limit(
                new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("ending")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("requests.memory", new Quantity("64", MEBIBYTES))
                        .addToScopes("Terminating")
                        .endSpec()
                        .build(),
                pod(large, Map.of()).editSpec().withActiveDeadlineSeconds(60L).endSpec(),
                "exceeded quota: ending");

        assertThat(refuses(pod(large, Map.of()).build())).isFalse();
        assertThat(errors(preflight("direct", workflow("", large, Map.of())))).doesNotContain("quota");
        assertThat(errors(preflight("direct", workflow("activeDeadlineSeconds: 60\n", large, Map.of()))))
                .contains("quota");
    }

    @Test
    void comparesAQuotaOfAPriorityClassWithItsPodsAlone() {
        limit(
                new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("critical")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("0"))
                        .withNewScopeSelector()
                        .addNewMatchExpression()
                        .withScopeName("PriorityClass")
                        .withOperator("In")
                        .withValues("system-cluster-critical")
                        .endMatchExpression()
                        .endScopeSelector()
                        .endSpec()
                        .build(),
                pod(Map.of(), Map.of())
                        .editSpec()
                        .withPriorityClassName("system-cluster-critical")
                        .endSpec(),
                "exceeded quota: critical");
        String critical = "podPriorityClassName: system-cluster-critical\n" + POD;
        String other = "podPriorityClassName: system-node-critical\n" + POD;

        assertThat(errors(preflight("direct", critical))).contains("quota");
        assertThat(of("quota", preflight("direct", other))).isEmpty();
        assertThat(severities(preflight("direct", POD), "quota")).containsExactly(Severity.UNCHECKED);
    }

    private void limit(HasMetadata limit, PodBuilder forbidden, String words) {
        cluster.admin().resource(limit).create();
        Admission.awaitRefusal(cluster.admin(), forbidden.build(), words);
    }

    private static String workflow(String specification, Map<String, String> requests, Map<String, String> limits) {
        return specification + "templates: [{name: main, container: {image: a, resources: {requests: " + flow(requests)
                + ", limits: " + flow(limits) + "}}}]";
    }

    private static String flow(Map<String, String> amounts) {
        return amounts.toString().replace("=", ": ");
    }

    private PodBuilder pod(Map<String, String> requests, Map<String, String> limits) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("a")
                .withNewResources()
                .withRequests(quantities(requests))
                .withLimits(quantities(limits))
                .endResources()
                .endContainer()
                .endSpec();
    }

    private static Map<String, Quantity> quantities(Map<String, String> amounts) {
        Map<String, Quantity> quantities = new HashMap<>();
        amounts.forEach((resource, amount) -> quantities.put(resource, Quantity.parse(amount)));
        return quantities;
    }

    private boolean refuses(Pod pod) {
        return !Admission.refusal(cluster.admin(), pod).isEmpty();
    }
}
