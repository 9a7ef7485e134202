package io.tiphys.gateway.credentials;

import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Forwards the caller's own token, or one from a file. Caches neither. */
@Singleton
public final class DirectTokenResolver implements CredentialResolver<DirectToken> {
    @Override
    public BearerToken resolve(CredentialRequest request, DirectToken mode) {
        return mode.tokenFile()
                .map(file -> read(file, request.environment()))
                .orElseGet(() -> request.callerToken().orElseThrow(DirectTokenResolver::notForwarded));
    }

    /** Unreachable: an environment that forwards tokens has no issuers. */
    private static IllegalStateException notForwarded() {
        return new IllegalStateException("the caller's token is not for an upstream");
    }

    /** The file may contain a new token; a caller has only one. */
    @Override
    public boolean refused(CredentialRequest request, DirectToken mode, BearerToken token) {
        return mode.tokenFile().isPresent();
    }

    /**
     * The operator's configured token, from the current file.
     *
     * @throws GatewayException with CREDENTIAL_UNAVAILABLE when the file cannot be read or contains no token
     */
    public BearerToken read(Path file, String environment) {
        try {
            return BearerToken.of(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new GatewayException(
                    Problem.of(
                            ErrorReason.CREDENTIAL_UNAVAILABLE,
                            "The token file of environment '" + environment
                                    + "' (tiphys.environments." + environment
                                    + ".credentials.token-file) cannot be read or contains no token."),
                    e);
        }
    }
}
