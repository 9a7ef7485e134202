package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.whoami.CallerReport;
import io.tiphys.gateway.whoami.NamespacePermissions;
import io.tiphys.v1.PermittedOperations;
import io.tiphys.v1.TokenKind;
import io.tiphys.v1.WhoAmIResponse;

/** Maps the report about a caller to a message. */
public final class IdentityMapper {
    private IdentityMapper() {}

    public static WhoAmIResponse report(CallerReport report) {
        return WhoAmIResponse.newBuilder()
                .setEnvironment(report.environment())
                .setUser(report.user())
                .setTokenKind(kind(report.tokenKind()))
                .setIssuer(report.issuer().orElse(""))
                .setExpiresAt(report.expiresAt().map(Object::toString).orElse(""))
                .addAllGroups(report.groups())
                .setServiceAccount(report.serviceAccount().orElse(""))
                .setAccountRule(report.accountRule().orElse(""))
                .addAllNamespaces(report.namespaces().stream()
                        .map(IdentityMapper::permissions)
                        .toList())
                .setNote(report.note())
                .build();
    }

    private static PermittedOperations permissions(NamespacePermissions permissions) {
        return PermittedOperations.newBuilder()
                .setNamespace(permissions.namespace())
                .addAllAllowed(permissions.allowed())
                .addAllDenied(permissions.denied())
                .addAllUndecided(permissions.undecided())
                .build();
    }

    private static TokenKind kind(io.tiphys.gateway.whoami.TokenKind kind) {
        return switch (kind) {
            case KUBERNETES -> TokenKind.TOKEN_KIND_KUBERNETES;
            case OPENID_CONNECT -> TokenKind.TOKEN_KIND_OPENID_CONNECT;
            case JUPYTERHUB -> TokenKind.TOKEN_KIND_JUPYTERHUB;
            case ARGO_SINGLE_SIGN_ON -> TokenKind.TOKEN_KIND_ARGO_SINGLE_SIGN_ON;
        };
    }
}
