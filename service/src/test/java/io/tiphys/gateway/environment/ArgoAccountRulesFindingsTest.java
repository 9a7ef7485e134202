package io.tiphys.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.environment.account.ArgoAccountRules;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator learns about {@code argo-account-rules}. */
final class ArgoAccountRulesFindingsTest {
    private static final String LAB = ConfigurationText.LAB_WITH_ISSUER;
    private static final String RULES = """
                  argo-account-rules:
                    identity: keycloak
                    namespace: argo
                    service-accounts: login, admin
                    delegate-to-namespace: true
            """;
    private static final String AT = "tiphys.environments.lab.argo-account-rules.";

    @Test
    void readsTheRules() {
        assertThat(ConfigurationText.yaml(LAB + RULES).findings()).isEmpty();
        assertThat(ConfigurationText.yaml(LAB + RULES)
                        .environments()
                        .getFirst()
                        .accountRules()
                        .ofArgo())
                .contains(new ArgoAccountRules("keycloak", new Namespace("argo"), Set.of("login", "admin"), true));
    }

    @Test
    void areOffByDefault() {
        assertThat(ConfigurationText.yaml(LAB)
                        .environments()
                        .getFirst()
                        .accountRules()
                        .ofArgo())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            identity         | dex       | identity: is 'dex'; expected the id of one of identities
            namespace        | Argo      | namespace: is 'Argo'; expected the namespace of the Argo Server
            service-accounts | Admin     | service-accounts: is 'Admin'; expected names of service accounts
            """)
    void findsAWrongValue(String property, String value, String finding) {
        assertThat(ConfigurationText.yaml(LAB + RULES)
                        .withProperties(Map.of(AT + property, value))
                        .findings())
                .anySatisfy(found -> assertThat(found).contains(AT + finding));
    }

    @Test
    void findsPropertiesWithoutAnIssuer() {
        assertThat(ConfigurationText.yaml(LAB + RULES.replace("        identity: keycloak\n", ""))
                        .findings())
                .anySatisfy(found -> assertThat(found).contains("identity: is not set"))
                .anySatisfy(found -> assertThat(found).contains("namespace: has no effect"));
    }

    @ParameterizedTest
    @CsvSource({"service-account-secret", "direct"})
    void needTheModeTokenRequest(String mode) {
        assertThat(ConfigurationText.yaml((LAB + RULES).replace("token-request", mode))
                        .findings())
                .anySatisfy(found -> assertThat(found).contains(AT + "identity: has no effect here"));
    }
}
