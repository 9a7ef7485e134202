package io.tiphys.gateway.fakes;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.FailedTokens;
import io.tiphys.gateway.access.caller.IssuerCallers;
import io.tiphys.gateway.access.caller.TokenVerifier;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.TokenIssuer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A gateway without issuers of OpenID Connect. */
public final class NoIssuers implements TokenVerifier {
    private NoIssuers() {}

    /** Callers of no issuer. */
    public static IssuerCallers callers(
            FailedTokens failures, TokenFingerprints fingerprints, Clock clock, Ticker ticker) {
        var none = new SubmissionEnvironments(List.of(), Optional.empty());
        return new IssuerCallers(new NoIssuers(), none, failures, fingerprints, clock, ticker);
    }

    @Override
    public Verification verify(TokenIssuer issuer, BearerToken token) {
        throw new AssertionError("there is no issuer");
    }

    @Override
    public Verification verifyWithNewKeys(TokenIssuer issuer, BearerToken token) {
        throw new AssertionError("there is no issuer");
    }
}
