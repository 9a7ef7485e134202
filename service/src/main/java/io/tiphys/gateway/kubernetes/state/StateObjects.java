package io.tiphys.gateway.kubernetes.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.LimitRange;
import io.tiphys.gateway.preflight.state.QuotaScope;
import io.tiphys.gateway.preflight.state.ResourceQuota;
import io.tiphys.gateway.preflight.state.ServedKind;
import io.tiphys.gateway.preflight.state.VolumeClaim;
import io.tiphys.validation.requirement.cost.Quantities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Extracts the facts that a preflight needs from Kubernetes objects. */
final class StateObjects {
    private static final String TOKEN_SECRET = "workflows.argoproj.io/service-account-token.name";

    private StateObjects() {}

    static VolumeClaim claim(JsonNode object) {
        JsonNode bound = object.path("status").path("accessModes");
        JsonNode modes = bound.isEmpty() ? object.path("spec").path("accessModes") : bound;
        String storageClass = object.path("spec").path("storageClassName").asText("");
        return new VolumeClaim(
                object.path("status").path("phase").asText("Pending"),
                texts(modes),
                storageClass.isEmpty() ? Optional.empty() : Optional.of(storageClass),
                object.path("metadata").has("deletionTimestamp"));
    }

    /**
     * The names of the secrets that belong to a service account. The rule for the mounted one is that of argo-workflows
     * v4.0.5, {@code util/secrets/secret_name.go}.
     */
    static AccountSecrets accountSecrets(JsonNode account) {
        Set<String> pull = new HashSet<>();
        account.path("imagePullSecrets")
                .forEach(secret -> pull.add(secret.path("name").asText("")));
        pull.remove("");
        JsonNode listed = account.path("secrets").path(0);
        String named = account.path("metadata")
                .path("annotations")
                .path(TOKEN_SECRET)
                .asText(name(account) + ".service-account-token");
        return new AccountSecrets(pull, listed.isObject() ? listed.path("name").asText("") : named);
    }

    static boolean waitsForFirstConsumer(JsonNode storageClass) {
        return storageClass.path("volumeBindingMode").asText("").equals("WaitForFirstConsumer");
    }

    static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new HashMap<>();
        object.path("metadata")
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    static List<ResourceQuota> quotas(JsonNode list) {
        List<ResourceQuota> quotas = new ArrayList<>();
        for (JsonNode quota : list.path("items")) {
            JsonNode spec = quota.path("spec");
            quotas.add(new ResourceQuota(
                    name(quota),
                    amounts(spec.path("hard")),
                    amounts(quota.path("status").path("used")),
                    scopes(spec)));
        }
        return quotas;
    }

    private static List<QuotaScope> scopes(JsonNode spec) {
        List<QuotaScope> scopes = new ArrayList<>();
        spec.path("scopes").forEach(scope -> scopes.add(new QuotaScope(scope.asText(), "Exists", Set.of())));
        spec.path("scopeSelector")
                .path("matchExpressions")
                .forEach(expression -> scopes.add(new QuotaScope(
                        expression.path("scopeName").asText(),
                        expression.path("operator").asText(),
                        texts(expression.path("values")))));
        return scopes;
    }

    static List<LimitRange> limitRanges(JsonNode list) {
        List<LimitRange> ranges = new ArrayList<>();
        for (JsonNode object : list.path("items")) {
            for (JsonNode limit : object.path("spec").path("limits")) {
                ranges.add(new LimitRange(
                        name(object),
                        limit.path("type").asText(""),
                        amounts(limit.path("min")),
                        amounts(limit.path("max")),
                        amounts(limit.path("maxLimitRequestRatio")),
                        amounts(limit.path("defaultRequest")),
                        amounts(limit.path("default"))));
            }
        }
        return ranges;
    }

    /** Excludes subresources, whose names contain a slash. */
    static Map<String, ServedKind> kinds(JsonNode resources) {
        Map<String, ServedKind> kinds = new HashMap<>();
        for (JsonNode resource : resources.path("resources")) {
            String plural = resource.path("name").asText("");
            if (!plural.contains("/")) {
                kinds.putIfAbsent(
                        resource.path("kind").asText(""),
                        new ServedKind(plural, resource.path("namespaced").asBoolean()));
            }
        }
        return kinds;
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText("");
    }

    private static Map<String, BigDecimal> amounts(JsonNode quantities) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        quantities
                .properties()
                .forEach(quantity -> Quantities.parse(quantity.getValue().asText())
                        .ifPresent(amount -> amounts.put(quantity.getKey(), amount)));
        return amounts;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
