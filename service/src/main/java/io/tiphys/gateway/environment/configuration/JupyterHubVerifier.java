package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.TokenIssuer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Verifies {@code jupyterhubs}: one hub at most, because a token does not say whose it is, and no hub may see another's. */
final class JupyterHubVerifier {
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9][-._A-Za-z0-9]{0,252}");

    private final Findings findings;

    JupyterHubVerifier(Findings findings) {
        this.findings = findings;
    }

    /**
     * The hub without a finding; empty when there is none.
     *
     * @param delegates whether the environment acts with an account of its own
     * @param issuers the environment's issuers, whose prefixes must not overlap with those of the hub
     */
    Optional<JupyterHub> verify(
            Map<String, JupyterHubConfiguration> configured, boolean delegates, List<TokenIssuer> issuers) {
        if (configured.isEmpty()) {
            return Optional.empty();
        }
        if (!delegates) {
            return findings.severe(
                    "jupyterhubs",
                    "has no effect with credentials.mode direct, where Kubernetes and the Argo Server verify tokens;"
                            + " use token-request or service-account-secret");
        }
        if (configured.size() > 1) {
            return findings.severe(
                    "jupyterhubs",
                    "has several entries; expected one: a token does not say which hub made it, and no other hub may see it");
        }
        Map.Entry<String, JupyterHubConfiguration> only =
                configured.entrySet().iterator().next();
        return verify(only.getKey(), only.getValue(), issuers);
    }

    private Optional<JupyterHub> verify(String id, JupyterHubConfiguration hub, List<TokenIssuer> issuers) {
        String at = "jupyterhubs." + id + ".";
        if (hub.url() == null || !WebAddress.keepsSecrets(hub.url())) {
            findings.wrong(
                    at + "url",
                    hub.url(),
                    "the https address of the hub's REST API, such as 'https://hub.example/hub/api'");
        }
        if (hub.service() == null || !SERVICE.matcher(hub.service()).matches()) {
            findings.wrong(
                    at + "service",
                    hub.service(),
                    "the name of the gateway among the hub's services: without it a token for any service would be accepted");
        }
        findings.requireReadable(at + "ca-file", hub.caFile());
        IdentitiesVerifier.prefix(at + "user-prefix", hub.userPrefix(), findings);
        IdentitiesVerifier.prefix(at + "groups-prefix", hub.groupsPrefix(), findings);
        if (findings.anySevere()) {
            return Optional.empty();
        }
        JupyterHub verified = new JupyterHub(
                id,
                Objects.requireNonNull(hub.url()),
                Objects.requireNonNull(hub.service()),
                Optional.ofNullable(hub.caFile()),
                Objects.requireNonNull(hub.userPrefix()),
                Objects.requireNonNull(hub.groupsPrefix()));
        issuers.forEach(issuer -> requireDistinct(at, verified, issuer));
        return Optional.of(verified);
    }

    private void requireDistinct(String at, JupyterHub hub, TokenIssuer issuer) {
        if (IdentitiesVerifier.overlap(hub.userPrefix(), issuer.userPrefix())) {
            overlaps(at + "user-prefix", issuer);
        }
        issuer.groups()
                .filter(groups -> IdentitiesVerifier.overlap(hub.groupsPrefix(), groups.prefix()))
                .ifPresent(groups -> overlaps(at + "groups-prefix", issuer));
    }

    private void overlaps(String property, TokenIssuer issuer) {
        findings.severe(
                property,
                "cannot be distinguished from that of identity '" + issuer.id()
                        + "'; an issuer and a hub must not name the same");
    }
}
