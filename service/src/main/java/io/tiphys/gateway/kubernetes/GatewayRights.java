package io.tiphys.gateway.kubernetes;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The permissions that the gateway's own account needs in an environment: exactly those that {@code manifests/} grants. */
final class GatewayRights {
    private GatewayRights() {}

    static List<AccessCheck> neededIn(SubmissionEnvironment environment) {
        CredentialMode mode = environment.credentialMode();
        List<AccessCheck> rights = new ArrayList<>();
        rights.add(new AccessCheck("create", "authentication.k8s.io", "tokenreviews", "", "", ""));
        if (mode.usesServiceAccount()) {
            rights.add(new AccessCheck("create", "authorization.k8s.io", "subjectaccessreviews", "", "", ""));
        }
        namespaces(environment)
                .flatMap(namespace -> modes(environment).flatMap(one -> in(namespace, one)))
                .distinct()
                .forEach(rights::add);
        environment
                .accountRules()
                .ofArgo()
                .ifPresent(rules -> annotations(environment, rules)
                        .flatMap(namespace -> choosing(namespace, mode, rules))
                        .filter(right -> !rights.contains(right))
                        .forEach(rights::add));
        if (environment.limits().shares().admission().maxUnfinished().any()) {
            namespaces(environment).flatMap(GatewayRights::counting).forEach(rights::add);
        }
        return rights;
    }

    /** The namespaces whose annotated accounts count. */
    private static Stream<String> annotations(SubmissionEnvironment environment, ArgoAccountRules rules) {
        Stream<String> delegated = rules.delegatesToNamespace() ? namespaces(environment) : Stream.empty();
        return Stream.concat(Stream.of(rules.namespace().value()), delegated).distinct();
    }

    /** The permissions to choose accounts by Argo's annotations. */
    private static Stream<AccessCheck> choosing(String namespace, CredentialMode mode, ArgoAccountRules rules) {
        return Stream.concat(
                Stream.of(new AccessCheck("list", "", "serviceaccounts", "", namespace, "")),
                rules.serviceAccounts().stream().sorted().flatMap(account -> in(namespace, mode.actingAs(account))));
    }

    /** The permissions to count unfinished workflows. */
    private static Stream<AccessCheck> counting(String namespace) {
        return Stream.of("list", "watch")
                .map(verb -> new AccessCheck(verb, "argoproj.io", "workflows", "", namespace, ""));
    }

    /** The mode with each service account that the gateway may act as. */
    private static Stream<CredentialMode> modes(SubmissionEnvironment environment) {
        CredentialMode mode = environment.credentialMode();
        return Stream.concat(
                Stream.of(mode),
                environment.accountRules().ordered().stream().map(rule -> mode.actingAs(rule.serviceAccount())));
    }

    private static Stream<AccessCheck> in(String namespace, CredentialMode mode) {
        return switch (mode) {
            case DirectToken ignored -> Stream.empty();
            case TokenRequest minted ->
                Stream.of(new AccessCheck("create", "", "serviceaccounts", "token", namespace, minted.account()));
            case ServiceAccountSecret secret ->
                Stream.of(
                        new AccessCheck("get", "", "serviceaccounts", "", namespace, secret.account()),
                        new AccessCheck("get", "", "secrets", "", namespace, ""),
                        new AccessCheck("list", "", "secrets", "", namespace, ""));
        };
    }

    /** In an environment with all namespaces, the default namespace represents them. */
    private static Stream<String> namespaces(SubmissionEnvironment environment) {
        return environment.namespaces().all()
                ? environment.defaultNamespace().stream().map(Object::toString)
                : environment.namespaces().names().stream().sorted();
    }

    /** For example {@code create serviceaccounts/token 'submitter' in namespace 'science'}. */
    static String phrase(AccessCheck right) {
        String object = right.name().isEmpty() ? "" : " '" + right.name() + "'";
        String place = right.namespace().isEmpty() ? "" : " in namespace '" + right.namespace() + "'";
        return right.verb() + " " + right.qualifiedResource() + object + place;
    }
}
