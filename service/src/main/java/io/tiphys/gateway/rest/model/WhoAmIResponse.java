package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.whoami.CallerReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is in an environment, and what it may do there.
 *
 * @param environment the environment's name
 * @param user the user as Kubernetes reviews it; empty for a token that only the Argo Server can verify
 * @param tokenKind who accepts the token: the cluster, an OpenID Connect issuer or the JupyterHub of the environment, or only the Argo
 *     Server
 * @param issuer the issuer of the token, or the address of the JupyterHub; absent when the token names none
 * @param expiresAt the end of the token in RFC 3339; absent when it is unknown
 * @param groups the groups as Kubernetes reviews them
 * @param serviceAccount the service account that the gateway acts as for the caller; absent when it acts as none
 * @param accountRule the rule that selected the account; absent for the configured account
 * @param namespaces the permissions in the served namespaces, ordered by name
 * @param note a sentence about what is unknown; empty when everything is known
 */
@Schema(
        name = "WhoAmIResponse",
        requiredProperties = {"environment", "user", "tokenKind", "groups", "namespaces", "note"})
public record WhoAmIResponse(
        String environment,
        String user,

        @Schema(allowableValues = {"KUBERNETES", "OPENID_CONNECT", "JUPYTERHUB", "ARGO_SINGLE_SIGN_ON"})
        String tokenKind,

        @Nullable String issuer,
        @Nullable String expiresAt,
        List<String> groups,
        @Nullable String serviceAccount,
        @Nullable String accountRule,
        List<PermittedOperations> namespaces,
        String note)
        implements Answer {
    public WhoAmIResponse {
        groups = List.copyOf(groups);
        namespaces = List.copyOf(namespaces);
    }

    public static WhoAmIResponse of(CallerReport report) {
        return new WhoAmIResponse(
                report.environment(),
                report.user(),
                report.tokenKind().name(),
                report.issuer().orElse(null),
                report.expiresAt().map(Object::toString).orElse(null),
                report.groups(),
                report.serviceAccount().orElse(null),
                report.accountRule().orElse(null),
                report.namespaces().stream().map(PermittedOperations::of).toList(),
                report.note());
    }
}
