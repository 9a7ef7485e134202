package io.tiphys.gateway.contract;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.TestNamespace;

/** The accounts that the tests use in a namespace, and the rights that they have there. */
final class Accounts {
    static final String USER = "data-scientist";
    static final String SUBMITTER = EnvironmentSettings.SUBMITTER;

    private Accounts() {}

    /** A user, and the account that the gateway acts with; both may do everything with workflows. */
    static void prepare(TestNamespace namespace) {
        for (String account : new String[] {USER, SUBMITTER}) {
            namespace.serviceAccount(account);
            namespace.grant(
                    account,
                    argo("workflows", "create", "get", "list", "watch", "update", "patch", "delete"),
                    argo("workflowtemplates", "get"),
                    core("pods", "list", "watch", "delete"),
                    core("pods/log", "get"));
        }
    }

    static PolicyRule argo(String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups("argoproj.io")
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    static PolicyRule impersonate(String account) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("serviceaccounts")
                .withResourceNames(account)
                .withVerbs("impersonate")
                .build();
    }

    /** To create tokens of an account. */
    static PolicyRule tokensOf(String account) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("serviceaccounts/token")
                .withResourceNames(account)
                .withVerbs("create")
                .build();
    }

    static PolicyRule core(String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }
}
