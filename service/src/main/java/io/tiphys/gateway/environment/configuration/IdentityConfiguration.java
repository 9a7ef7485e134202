package io.tiphys.gateway.environment.configuration;

import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code identities.<id>}: an OpenID Connect issuer as it is configured. For the modes {@code service-account-secret} and {@code
 * token-request}, see docs/identities.md.
 *
 * @param issuer the claim {@code iss} of the tokens, character by character; an {@code https} address
 * @param audiences the claim {@code aud} of a token must name one of these; at least one
 * @param jwksUri the address of the issuer's keys; without it the issuer's {@code /.well-known/openid-configuration} names it
 * @param caFile PEM certificates to trust for the issuer instead of the system's
 * @param algorithms the signature algorithms that are accepted: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512
 * @param clockSkew how far the clocks of issuer and gateway may differ, at most 5m
 * @param userClaim the claim with the name of the user, a text
 * @param userPrefix is put before the name of the user, for example {@code keycloak:}, so that the name is no user of the cluster
 * @param groupsClaim the claim with the groups of the user, a list of texts or one text; without it a user has no groups
 * @param groupsPrefix is put before the name of each group; needed with {@code groups-claim}
 * @param requiredClaims claims that a token must have, as {@code name=value}; the claim is this text, this number, true or false,
 *     or a list with this text
 * @param browserClientId the id of a public client with which people sign in on the API page {@code /docs}; without it the page offers
 *     no sign-in. The page shows it, and the issuer's address, to everybody
 * @param browserToken the token that the page sends: {@code access} or {@code id}
 */
public record IdentityConfiguration(
        @Nullable String issuer,
        @Bindable(defaultValue = "") List<String> audiences,
        @Nullable URI jwksUri,
        @Nullable Path caFile,
        @Bindable(defaultValue = "RS256,PS256,ES256") List<String> algorithms,
        @Bindable(defaultValue = "30s") Duration clockSkew,
        @Bindable(defaultValue = "sub") String userClaim,
        @Nullable String userPrefix,
        @Nullable String groupsClaim,
        @Nullable String groupsPrefix,
        @Bindable(defaultValue = "") List<String> requiredClaims,
        @Nullable String browserClientId,
        @Bindable(defaultValue = "access") String browserToken) {}
