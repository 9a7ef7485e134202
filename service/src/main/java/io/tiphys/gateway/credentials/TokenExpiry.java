package io.tiphys.gateway.credentials;

import com.nimbusds.jwt.JWTParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Reads when a token says that it expires. The signature is not looked at: good for shortening a cache, never for trust. */
public final class TokenExpiry {
    private TokenExpiry() {}

    /** The claim {@code exp} (RFC 7519 section 4.1.4); empty for a token that is no JWT or does not expire. */
    public static Optional<Instant> of(BearerToken token) {
        try {
            return Optional.ofNullable(JWTParser.parse(new String(token.bytes(), StandardCharsets.US_ASCII))
                            .getJWTClaimsSet()
                            .getExpirationTime())
                    .map(Date::toInstant);
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
