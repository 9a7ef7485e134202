package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration.Credentials;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies {@code credentials}: a mode, and the properties of that mode alone. */
final class CredentialModeVerifier {
    private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(10);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    private final Credentials configured;
    private final Findings findings;

    CredentialModeVerifier(Credentials configured, Findings findings) {
        this.configured = configured;
        this.findings = findings;
    }

    Optional<CredentialMode> verify() {
        return switch (configured.mode()) {
            case "direct" -> direct();
            case "service-account-secret" -> serviceAccountSecret();
            case "token-request" -> tokenRequest();
            case null, default ->
                findings.wrong(
                        "credentials.mode", configured.mode(), "direct, service-account-secret or token-request");
        };
    }

    private Optional<CredentialMode> direct() {
        absent("service-account", configured.serviceAccount());
        requireNoAudiences();
        findings.requireReadable("credentials.token-file", configured.tokenFile());
        if (configured.tokenFile() != null) {
            findings.warn(
                    "credentials.token-file",
                    "is used for every caller that allowed-callers names; token-request needs no long-lived token");
        }
        return Optional.of(new DirectToken(Optional.ofNullable(configured.tokenFile())));
    }

    private Optional<CredentialMode> serviceAccountSecret() {
        absent("token-file", configured.tokenFile());
        requireNoAudiences();
        findings.warn("credentials.mode", "reads long-lived secrets; token-request needs none and is safer");
        return account().map(ServiceAccountSecret::new);
    }

    private Optional<CredentialMode> tokenRequest() {
        absent("token-file", configured.tokenFile());
        if (configured.lifetime().compareTo(SHORTEST_LIFETIME) < 0) {
            findings.wrong(
                    "credentials.lifetime",
                    configured.lifetime(),
                    "at least 10m: Kubernetes refuses shorter lifetimes");
        }
        return account().map(name -> new TokenRequest(name, configured.audiences(), configured.lifetime()));
    }

    private Optional<String> account() {
        String name = configured.serviceAccount();
        if (name == null || name.isBlank()) {
            return findings.wrong("credentials.service-account", null, "the service account that the gateway acts as");
        }
        return isAccountName(name)
                ? Optional.of(name)
                : findings.wrong("credentials.service-account", name, "the name of a service account");
    }

    /** Whether a service account can have this name. */
    static boolean isAccountName(String name) {
        return NAME.matcher(name).matches();
    }

    private void requireNoAudiences() {
        if (!configured.audiences().isEmpty()) {
            absent("audiences", configured.audiences());
        }
    }

    private void absent(String property, @Nullable Object value) {
        findings.requireAbsent("credentials." + property, value, "with credentials.mode " + configured.mode());
    }
}
