package io.tiphys.gateway.fakes;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.FailedTokens;
import io.tiphys.gateway.access.caller.HubCallers;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import java.util.List;
import java.util.Optional;

/** A gateway without JupyterHubs. */
public final class NoHubs {
    private NoHubs() {}

    /** Callers of no hub. */
    public static HubCallers callers(FailedTokens failures, TokenFingerprints fingerprints, Ticker ticker) {
        return new HubCallers(
                (environment, token, turn) -> {
                    throw new AssertionError("there is no hub");
                },
                new SubmissionEnvironments(List.of(), Optional.empty()),
                failures,
                fingerprints,
                ticker);
    }
}
