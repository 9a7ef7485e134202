package io.tiphys.gateway.environment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID Connect issuer (OpenID Connect Core 1.0) whose tokens authenticate callers of an environment. Immutable.
 *
 * @param id its name in the configuration
 * @param issuer the claim {@code iss}, compared character by character
 * @param audiences the accepted values of the claim {@code aud}; at least one
 * @param jwksUri the address of its keys; empty when its discovery document names the address
 * @param caFile PEM certificates to trust instead of the system's
 * @param algorithms the accepted signature algorithms (RFC 7518), asymmetric ones only
 * @param clockSkew the tolerated difference of clocks
 * @param userClaim the claim with the user's name
 * @param userPrefix the text before each user's name; not empty
 * @param groups the claim with the groups; empty when groups are not read
 * @param requiredClaims claims and their required values
 * @param browserClient the client with which the API page signs people in; empty when the page does not
 */
public record TokenIssuer(
        String id,
        String issuer,
        Set<String> audiences,
        Optional<URI> jwksUri,
        Optional<Path> caFile,
        Set<String> algorithms,
        Duration clockSkew,
        String userClaim,
        String userPrefix,
        Optional<Groups> groups,
        Map<String, String> requiredClaims,
        Optional<BrowserClient> browserClient) {
    public TokenIssuer {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        requiredClaims = Map.copyOf(requiredClaims);
    }

    /**
     * The groups of a user.
     *
     * @param claim the claim with the groups
     * @param prefix the text before each group's name; not empty
     */
    public record Groups(String claim, String prefix) {}

    /**
     * A public client of the issuer.
     *
     * @param id its id
     * @param sendsIdToken whether calls carry the ID token instead of the access token
     */
    public record BrowserClient(String id, boolean sendsIdToken) {}

    /** Whether a token with these claims is made by this issuer, by its own words. */
    public boolean issued(Optional<String> claimedIssuer) {
        return claimedIssuer.filter(issuer::equals).isPresent();
    }

    /** Whether a token for these audiences is for this gateway. */
    public boolean accepts(List<String> claimedAudiences) {
        return claimedAudiences.stream().anyMatch(audiences::contains);
    }
}
