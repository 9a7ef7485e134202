package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration.ArgoAccounts;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies {@code argo-account-rules}. */
final class ArgoAccountRulesVerifier {
    private static final String AT = "argo-account-rules.";

    private final Findings findings;

    ArgoAccountRulesVerifier(Findings findings) {
        this.findings = findings;
    }

    /** The rules; empty when they are off or have a finding. */
    Optional<ArgoAccountRules> verify(EnvironmentConfiguration environment) {
        ArgoAccounts rules = environment.argoAccountRules();
        String identity = rules.identity();
        if (identity == null) {
            findings.requireAbsent(AT + "namespace", rules.namespace(), "without argo-account-rules.identity");
            if (!rules.serviceAccounts().isEmpty() || rules.delegateToNamespace()) {
                findings.severe(
                        AT + "identity", "is not set, so the other properties of argo-account-rules have no effect");
            }
            return Optional.empty();
        }
        // The mode service-account-secret would have to read every secret of Argo's own namespace.
        if (!"token-request".equals(environment.credentials().mode())) {
            findings.severe(AT + "identity", "has no effect here; it needs credentials.mode token-request");
        }
        if (!environment.identities().containsKey(identity)) {
            findings.wrong(AT + "identity", identity, "the id of one of identities");
        }
        Optional<Namespace> namespace = namespace(rules.namespace());
        accounts(rules);
        return findings.anySevere()
                ? Optional.empty()
                : Optional.of(new ArgoAccountRules(
                        identity,
                        namespace.orElseThrow(),
                        new HashSet<>(rules.serviceAccounts()),
                        rules.delegateToNamespace()));
    }

    private Optional<Namespace> namespace(@Nullable String name) {
        try {
            return Optional.of(new Namespace(name == null ? "" : name));
        } catch (GatewayException e) {
            return findings.wrong(AT + "namespace", name, "the namespace of the Argo Server");
        }
    }

    private void accounts(ArgoAccounts rules) {
        if (rules.serviceAccounts().isEmpty()) {
            findings.wrong(AT + "service-accounts", null, "the names of the service accounts that may be chosen");
        }
        rules.serviceAccounts().stream()
                .filter(name -> !CredentialModeVerifier.isAccountName(name))
                .forEach(name -> findings.wrong(AT + "service-accounts", name, "names of service accounts"));
    }
}
