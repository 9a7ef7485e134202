package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.environment.TokenIssuer.BrowserClient;
import io.tiphys.gateway.environment.TokenIssuer.Groups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies {@code identities}. Symmetric algorithms are refused: their key would be a secret that also makes tokens, and a
 * public key could be used as the secret (RFC 8725, section 2.1).
 */
final class IdentitiesVerifier {
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private static final String EXPECTED_ALGORITHMS =
            "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or ES512: none and HS* let anybody make tokens";

    private static final long LONGEST_SKEW_SECONDS = 300;
    private static final String RESERVED = "system:";

    private final Findings findings;

    IdentitiesVerifier(Findings findings) {
        this.findings = findings;
    }

    /**
     * The issuers without a finding, ordered by id.
     *
     * @param delegates whether the environment acts with an account of its own
     */
    List<TokenIssuer> verify(Map<String, IdentityConfiguration> configured, boolean delegates) {
        if (!configured.isEmpty() && !delegates) {
            findings.severe(
                    "identities",
                    "has no effect with credentials.mode direct, where Kubernetes and the Argo Server verify tokens;"
                            + " use token-request or service-account-secret");
            return List.of();
        }
        List<TokenIssuer> issuers = new ArrayList<>();
        configured.forEach((id, identity) -> verify(id, identity).ifPresent(issuers::add));
        requireDistinct(issuers, "issuer", TokenIssuer::issuer, String::equals);
        requireDistinct(issuers, "user-prefix", TokenIssuer::userPrefix, IdentitiesVerifier::overlap);
        requireDistinct(
                issuers,
                "groups-prefix",
                issuer -> issuer.groups().map(Groups::prefix).orElse(null),
                IdentitiesVerifier::overlap);
        return issuers;
    }

    private Optional<TokenIssuer> verify(String id, IdentityConfiguration identity) {
        String at = "identities." + id + ".";
        issuer(at, identity);
        findings.requireReadable(at + "ca-file", identity.caFile());
        audiences(at, identity);
        algorithms(at, identity.algorithms());
        if (identity.clockSkew().isNegative() || identity.clockSkew().toSeconds() > LONGEST_SKEW_SECONDS) {
            findings.wrong(at + "clock-skew", identity.clockSkew(), "a duration from 0s to 5m");
        }
        prefix(at + "user-prefix", identity.userPrefix(), findings);
        Optional<Groups> groups = groups(at, identity);
        Map<String, String> required = requiredClaims(at, identity.requiredClaims());
        Optional<BrowserClient> browserClient = browserClient(at, identity);
        if (findings.anySevere()) {
            return Optional.empty();
        }
        return Optional.of(new TokenIssuer(
                id,
                Objects.requireNonNull(identity.issuer()),
                new HashSet<>(identity.audiences()),
                Optional.ofNullable(identity.jwksUri()),
                Optional.ofNullable(identity.caFile()),
                new HashSet<>(identity.algorithms()),
                identity.clockSkew(),
                identity.userClaim(),
                Objects.requireNonNull(identity.userPrefix()),
                groups,
                required,
                browserClient));
    }

    private void issuer(String at, IdentityConfiguration identity) {
        String issuer = identity.issuer();
        if (issuer == null || !WebAddress.isEncrypted(issuer)) {
            findings.wrong(at + "issuer", issuer, "the issuer's https address, as in the claim 'iss' of its tokens");
        }
        if (identity.jwksUri() != null
                && !WebAddress.isEncrypted(identity.jwksUri().toString())) {
            findings.wrong(at + "jwks-uri", identity.jwksUri(), "the https address of the issuer's keys");
        }
    }

    private Optional<BrowserClient> browserClient(String at, IdentityConfiguration identity) {
        String token = identity.browserToken();
        if (!token.equals("access") && !token.equals("id")) {
            return findings.wrong(at + "browser-token", token, "access or id");
        }
        String client = identity.browserClientId();
        return client == null || client.isBlank()
                ? Optional.empty()
                : Optional.of(new BrowserClient(client, token.equals("id")));
    }

    private void audiences(String at, IdentityConfiguration identity) {
        if (identity.audiences().isEmpty()) {
            findings.wrong(
                    at + "audiences", null, "at least one: without it a token for any other service would be accepted");
        }
    }

    private void algorithms(String at, List<String> algorithms) {
        if (algorithms.isEmpty()) {
            findings.wrong(at + "algorithms", null, EXPECTED_ALGORITHMS);
        }
        algorithms.stream()
                .filter(algorithm -> !ALGORITHMS.contains(algorithm))
                .forEach(algorithm -> findings.wrong(at + "algorithms", algorithm, EXPECTED_ALGORITHMS));
    }

    /** A prefix must not be one of Kubernetes's own. */
    static void prefix(String property, @Nullable String prefix, Findings findings) {
        if (prefix == null || prefix.isBlank() || prefix.startsWith(RESERVED) || RESERVED.startsWith(prefix)) {
            findings.wrong(
                    property,
                    prefix,
                    "a text such as 'keycloak:' that is no part of 'system:', a prefix of Kubernetes");
        }
    }

    private Optional<Groups> groups(String at, IdentityConfiguration identity) {
        String claim = identity.groupsClaim();
        if (claim == null) {
            findings.requireAbsent(at + "groups-prefix", identity.groupsPrefix(), "without groups-claim");
            return Optional.empty();
        }
        prefix(at + "groups-prefix", identity.groupsPrefix(), findings);
        return Optional.ofNullable(identity.groupsPrefix()).map(prefix -> new Groups(claim, prefix));
    }

    private Map<String, String> requiredClaims(String at, Collection<String> configured) {
        Map<String, String> required = new HashMap<>();
        for (String one : configured) {
            int equals = one.indexOf('=');
            if (equals < 1 || required.put(one.substring(0, equals), one.substring(equals + 1)) != null) {
                findings.wrong(at + "required-claims", one, "name=value, each name once");
            }
        }
        return required;
    }

    /** Of two prefixes of which one begins the other, different authorities could name the same user. */
    static boolean overlap(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private void requireDistinct(
            List<TokenIssuer> issuers,
            String property,
            Function<TokenIssuer, @Nullable String> value,
            BiPredicate<String, String> same) {
        for (int i = 0; i < issuers.size(); i++) {
            String mine = value.apply(issuers.get(i));
            Stream<TokenIssuer> earlier = issuers.subList(0, i).stream();
            Optional<TokenIssuer> clash = earlier.filter(other -> {
                        String theirs = value.apply(other);
                        return mine != null && theirs != null && same.test(mine, theirs);
                    })
                    .findFirst();
            String id = issuers.get(i).id();
            clash.ifPresent(other -> findings.severe(
                    "identities." + id + "." + property,
                    "cannot be distinguished from that of '" + other.id() + "'; two issuers must not name the same"));
        }
    }
}
