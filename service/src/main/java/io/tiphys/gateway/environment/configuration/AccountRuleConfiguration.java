package io.tiphys.gateway.environment.configuration;

import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code account-rules.<id>}: callers for whom the gateway acts as another service account, see docs/identities.md. Exactly one of
 * {@code groups} and {@code expression}.
 *
 * @param precedence of several rules that apply the highest one counts; each number once
 * @param groups callers in one of these groups, as Kubernetes reviews them, for example {@code keycloak:staff}
 * @param expression callers that satisfy this expression in CEL over {@code user}, {@code groups} and {@code claims}
 * @param serviceAccount the service account, in the namespace of the call; it needs no more permissions than {@code
 *     credentials.service-account}, and the caller needs its own
 */
public record AccountRuleConfiguration(
        @Nullable Integer precedence,
        @Bindable(defaultValue = "") List<String> groups,
        @Nullable String expression,
        @Nullable String serviceAccount) {}
