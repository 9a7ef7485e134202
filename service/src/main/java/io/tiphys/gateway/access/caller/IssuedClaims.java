package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.environment.TokenIssuer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user and the groups out of the claims of a genuine token (RFC 7519, OpenID Connect Core 1.0). Pure functions.
 * Every claim has its expected type or the token is rejected: nothing is converted.
 */
final class IssuedClaims {
    private final TokenIssuer issuer;
    private final Map<String, Object> claims;

    private IssuedClaims(TokenIssuer issuer, Map<String, Object> claims) {
        this.issuer = issuer;
        this.claims = claims;
    }

    /** The token is not accepted. */
    static final class RejectedException extends Exception {
        private static final long serialVersionUID = 1;

        /** @param detail a sentence that the caller may see */
        RejectedException(String detail) {
            super(detail, null, false, false);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * The identity in the claims.
     *
     * @throws RejectedException when the token is not valid now, not for this gateway, lacks a claim, or names a reserved
     *     user or group
     */
    static KubernetesIdentity identity(TokenIssuer issuer, Map<String, Object> claims, Instant now)
            throws RejectedException {
        IssuedClaims read = new IssuedClaims(issuer, claims);
        read.requireIssuerAndAudience();
        read.requireValidAt(now);
        read.requireClaims();
        return new KubernetesIdentity(read.user(), "", read.groups(), Map.of());
    }

    /** The end of a token whose identity was read. */
    static Instant expiry(Map<String, Object> claims) {
        return Objects.requireNonNull((Date) claims.get("exp")).toInstant();
    }

    private void requireIssuerAndAudience() throws RejectedException {
        if (!issuer.issuer().equals(claims.get("iss"))) {
            throw new RejectedException("The token's claim 'iss' is not the issuer that signed it.");
        }
        if (!(claims.get("aud") instanceof List<?> audiences)
                || audiences.stream().noneMatch(issuer.audiences()::contains)) {
            throw new RejectedException("The token is made for another audience: its claim 'aud' names none of "
                    + String.join(", ", issuer.audiences().stream().sorted().toList()) + ".");
        }
    }

    private void requireValidAt(Instant now) throws RejectedException {
        if (!(claims.get("exp") instanceof Date expiry)) {
            throw new RejectedException("The token has no claim 'exp', so it would be valid forever.");
        }
        if (!now.isBefore(expiry.toInstant().plus(issuer.clockSkew()))) {
            throw new RejectedException("The token expired at " + expiry.toInstant() + ". Get a new one.");
        }
        if (claims.get("nbf") instanceof Date begin
                && now.isBefore(begin.toInstant().minus(issuer.clockSkew()))) {
            throw new RejectedException("The token is not valid before " + begin.toInstant()
                    + ". If this time is past, the clocks of the issuer and the gateway differ.");
        }
    }

    private void requireClaims() throws RejectedException {
        for (Map.Entry<String, String> required : issuer.requiredClaims().entrySet()) {
            if (!says(claims.get(required.getKey()), required.getValue())) {
                throw new RejectedException("The token's claim '" + required.getKey() + "' is not '"
                        + required.getValue() + "', which the environment requires.");
            }
        }
    }

    private static boolean says(@Nullable Object value, String required) {
        return switch (value) {
            case null -> false;
            case String text -> text.equals(required);
            case Boolean truth -> truth.toString().equals(required);
            case Number number -> number.toString().equals(required);
            case Collection<?> list -> list.contains(required);
            default -> false;
        };
    }

    private String user() throws RejectedException {
        String claim = issuer.userClaim();
        if (!(claims.get(claim) instanceof String name) || name.isBlank()) {
            throw new RejectedException("The token's claim '" + claim + "', which names the user, is not a text.");
        }
        if (claim.equals("email")
                && claims.containsKey("email_verified")
                && !says(claims.get("email_verified"), "true")) {
            throw new RejectedException("The token's claim 'email' is not verified by the issuer.");
        }
        return name(claim, issuer.userPrefix() + name);
    }

    private List<String> groups() throws RejectedException {
        Optional<TokenIssuer.Groups> read = issuer.groups();
        if (read.isEmpty()) {
            return List.of();
        }
        String claim = read.get().claim();
        List<?> names = switch (claims.get(claim)) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> several -> several;
            default -> throw notTexts(claim);
        };
        if (names.size() > ExternalNames.MOST_GROUPS) {
            throw new RejectedException(
                    "The token names " + names.size() + " groups in its claim '" + claim + "', and the limit is "
                            + ExternalNames.MOST_GROUPS + ". Ask the operator of the issuer for fewer.");
        }
        List<String> groups = new ArrayList<>();
        for (Object name : names) {
            if (!(name instanceof String text) || text.isBlank()) {
                throw notTexts(claim);
            }
            groups.add(name(claim, read.get().prefix() + text));
        }
        return List.copyOf(groups);
    }

    private static RejectedException notTexts(String claim) {
        return new RejectedException(
                "The token's claim '" + claim + "', which names the groups, is not a list of texts.");
    }

    private static String name(String claim, String name) throws RejectedException {
        Optional<String> flaw = ExternalNames.flaw(name);
        if (flaw.isPresent()) {
            throw new RejectedException("The token's claim '" + claim + "' " + flaw.get());
        }
        return name;
    }
}
