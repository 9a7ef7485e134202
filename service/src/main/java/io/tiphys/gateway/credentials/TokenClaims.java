package io.tiphys.gateway.credentials;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The claims of a token (RFC 7519). The signature is not verified. Use claims to shorten a cache time, for a cheap refusal,
 * or to explain an error to the caller, but never for trust. Not for logs or responses: the text comes from the author of
 * the token.
 *
 * @param issuer the claim {@code iss}
 * @param audiences the claim {@code aud}
 * @param expiry the claim {@code exp}
 * @param keyId the header {@code kid}
 */
public record TokenClaims(
        Optional<String> issuer, List<String> audiences, Optional<Instant> expiry, Optional<String> keyId) {
    public TokenClaims {
        audiences = List.copyOf(audiences);
    }

    /** The claims of a token; empty for a token that is no JWT. */
    public static Optional<TokenClaims> of(BearerToken token) {
        try {
            JWT jwt = JWTParser.parse(new String(token.bytes(), StandardCharsets.US_ASCII));
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return claims == null
                    ? Optional.empty()
                    : Optional.of(new TokenClaims(
                            Optional.ofNullable(claims.getIssuer()),
                            claims.getAudience(),
                            Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant),
                            keyId(jwt.getHeader())));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> keyId(Header header) {
        return header instanceof JWSHeader signed ? Optional.ofNullable(signed.getKeyID()) : Optional.empty();
    }

    /** Omits the claims, which come from the token. */
    @Override
    public String toString() {
        return "TokenClaims";
    }
}
