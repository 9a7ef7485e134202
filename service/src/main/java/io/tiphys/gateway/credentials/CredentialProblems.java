package io.tiphys.gateway.credentials;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;

/** Problems common to several resolvers and their adapters. */
public final class CredentialProblems {
    private CredentialProblems() {}

    /** The environment's service account does not exist. */
    public static GatewayException accountNotFound(String namespace, String account) {
        String yaml = """
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: "%2$s"
                  namespace: "%1$s"
                """.formatted(namespace, account);
        return new GatewayException(Problem.of(
                        ErrorReason.SERVICE_ACCOUNT_NOT_FOUND,
                        "Service account '" + account
                                + "' that this environment acts as does not exist in namespace '" + namespace
                                + "', or the namespace does not exist.")
                .with("namespace", namespace)
                .with("serviceAccount", account)
                .withManifest(yaml));
    }
}
