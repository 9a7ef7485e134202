package io.tiphys.gateway.credentials;

import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Passes the caller's own token through, or one from a file. Keeps neither. */
@Singleton
public final class DirectTokenResolver implements CredentialResolver<DirectToken> {
    @Override
    public BearerToken resolve(CredentialRequest request, DirectToken mode) {
        return mode.tokenFile().map(file -> read(file, request.environment())).orElseGet(request::callerToken);
    }

    /** Another try makes sense only when the file holds another token meanwhile. */
    @Override
    public boolean refused(CredentialRequest request, DirectToken mode, BearerToken token) {
        return mode.tokenFile().isPresent() && !Objects.equals(resolve(request, mode), token);
    }

    private static BearerToken read(Path file, String environment) {
        try {
            return BearerToken.of(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new GatewayException(
                    Problem.of(
                            ErrorReason.CREDENTIAL_UNAVAILABLE,
                            "The token file of environment '" + environment
                                    + "' (tiphys.environments." + environment
                                    + ".credentials.direct.token-file) cannot be read or holds no token."),
                    e);
        }
    }
}
