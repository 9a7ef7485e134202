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
 * What a token says of itself (RFC 7519). The signature is not looked at: good for shortening a cache, for a cheap refusal and
 * for telling its holder what is wrong, never for trust. Not for logs or answers: it is text of whoever wrote the token.
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

    /** What a token says; empty for one that is no JWT. */
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

    /** Says nothing: the claims are the token's. */
    @Override
    public String toString() {
        return "TokenClaims";
    }
}
