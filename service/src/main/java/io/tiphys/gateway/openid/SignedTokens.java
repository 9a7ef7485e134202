package io.tiphys.gateway.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.tiphys.gateway.access.caller.TokenVerifier.Forged;
import io.tiphys.gateway.access.caller.TokenVerifier.Genuine;
import io.tiphys.gateway.access.caller.TokenVerifier.UnknownKey;
import io.tiphys.gateway.access.caller.TokenVerifier.Verification;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.TokenIssuer;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/**
 * Verifies the signature of a token with a set of keys. The issuer's configuration names the algorithms, never the token
 * (RFC 8725, section 3.1): a token without signature, or with a symmetric one, is forged. Pure functions.
 */
final class SignedTokens {
    /** RFC 9068 and RFC 7519; a token of another kind, for example a logout token, proves no identity. */
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

    /** A token without a key id is tried with so many keys. */
    private static final int MOST_KEYS = 8;

    private static final int SMALLEST_RSA = 2048;

    private SignedTokens() {}

    static Verification verify(TokenIssuer issuer, BearerToken token, JWKSet keys) {
        try {
            if (!(JWTParser.parse(token.reveal()) instanceof SignedJWT signed)) {
                return new Forged("The token has no signature.");
            }
            JWSHeader header = signed.getHeader();
            if (!issuer.algorithms().contains(header.getAlgorithm().getName())) {
                return new Forged(
                        "The token is not signed with an algorithm that the environment accepts from its issuer.");
            }
            if (header.getType() != null && !TYPES.contains(header.getType())) {
                return new Forged("The token's header 'typ' does not name an access token or an ID token.");
            }
            return verify(signed, candidates(header, keys));
        } catch (ParseException | JOSEException | RuntimeException e) {
            return new Forged("The token cannot be read as a signed JWT.");
        }
    }

    private static List<JWK> candidates(JWSHeader header, JWKSet keys) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        return matcher == null
                ? List.of()
                : new JWKSelector(matcher)
                        .select(keys).stream()
                                .filter(SignedTokens::isStrong)
                                .limit(MOST_KEYS)
                                .toList();
    }

    private static boolean isStrong(JWK key) {
        return !(key instanceof RSAKey) || key.size() >= SMALLEST_RSA;
    }

    private static Verification verify(SignedJWT signed, List<JWK> candidates) throws JOSEException, ParseException {
        if (candidates.isEmpty()) {
            return new UnknownKey();
        }
        for (JWK key : candidates) {
            if (signed.verify(verifier(key))) {
                return new Genuine(signed.getJWTClaimsSet().getClaims());
            }
        }
        return new Forged("The token's signature is wrong: its issuer did not sign it.");
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case ECKey curve -> new ECDSAVerifier(curve);
            default -> throw new JOSEException("no such keys are accepted");
        };
    }
}
