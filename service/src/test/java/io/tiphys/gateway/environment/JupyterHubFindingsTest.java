package io.tiphys.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator learns about a configured JupyterHub. */
final class JupyterHubFindingsTest {
    private static final String LAB = ConfigurationText.LAB + """
                  jupyterhubs:
                    laboratory:
                      url: https://hub.example/hub/api
                      service: tiphys
                      user-prefix: "hub:"
                      groups-prefix: "hub:"
            """;
    private static final String HUB = "tiphys.environments.lab.jupyterhubs.laboratory.";
    private static final String KEYCLOAK = "tiphys.environments.lab.identities.keycloak.";

    @Test
    void takesAHub() {
        assertThat(ConfigurationText.yaml(LAB).findings()).isEmpty();
        assertThat(ConfigurationText.yaml(LAB).environments().getFirst().jupyterHub())
                .contains(new JupyterHub(
                        "laboratory",
                        URI.create("https://hub.example/hub/api"),
                        "tiphys",
                        Optional.empty(),
                        "hub:",
                        "hub:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8081/hub/api", "http://localhost:8081/hub/api", "https://hub/hub/api/"})
    void takesAnAddressToWhichATokenMayGo(String url) {
        assertThat(ConfigurationText.yaml(LAB)
                        .withProperties(Map.of(HUB + "url", url))
                        .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url           | http://hub.example/hub/api       | is 'http://hub.example/hub/api'; expected the https address
            url           | http://127.0.0.1.example/hub/api | expected the https address of the hub's REST API
            url           | hub                              | is 'hub'; expected the https address of the hub's REST API
            url           | https://hub.example/hub/api?a=b  | expected the https address of the hub's REST API
            service       | a b                              | is 'a b'; expected the name of the gateway among the hub's
            service       | tiphys,other                     | expected the name of the gateway among the hub's services
            ca-file       | /nowhere                         | is '/nowhere'; expected a file that exists
            user-prefix   | system:                          | is 'system:'; expected a text such as 'keycloak:'
            groups-prefix | sys                              | is 'sys'; expected a text such as 'keycloak:'
            serivce       | x                                | is not a property; did you mean tiphys.environments.lab.jupyterhubs.laboratory.service?
            """)
    void findsAWrongValue(String property, String value, String finding) {
        assertThat(ConfigurationText.yaml(LAB)
                        .withProperties(Map.of(HUB + property, value))
                        .findings())
                .singleElement()
                .asString()
                .startsWith("error   " + HUB)
                .contains(finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: https://hub.example/hub/api",
                "service: tiphys",
                "user-prefix: \"hub:\"",
                "groups-prefix: \"hub:\""
            })
    void needsEachProperty(String line) {
        assertThat(ConfigurationText.yaml(LAB.replace("          " + line + "\n", ""))
                        .findings())
                .singleElement()
                .asString()
                .startsWith("error   " + HUB + line.substring(0, line.indexOf(':')) + ": is missing; expected");
    }

    @Test
    void takesOneHubOfAnEnvironmentAlone() {
        Map<String, Object> second = Map.of(
                "tiphys.environments.lab.jupyterhubs.second.url", "https://second.example/hub/api",
                "tiphys.environments.lab.jupyterhubs.second.service", "tiphys",
                "tiphys.environments.lab.jupyterhubs.second.user-prefix", "second:",
                "tiphys.environments.lab.jupyterhubs.second.groups-prefix", "second:");

        assertThat(ConfigurationText.yaml(LAB).withProperties(second).findings())
                .singleElement()
                .asString()
                .startsWith("error   tiphys.environments.lab.jupyterhubs: has several entries; expected one");
    }

    @ParameterizedTest
    @CsvSource({"hub:users:, other:, user-prefix", "other:, hub:groups:, groups-prefix"})
    void letsAnIssuerAndAHubNotNameTheSame(String userPrefix, String groupsPrefix, String finding) {
        Map<String, Object> keycloak = Map.of(
                KEYCLOAK + "issuer", "https://keycloak.example",
                KEYCLOAK + "audiences", "tiphys",
                KEYCLOAK + "user-prefix", userPrefix,
                KEYCLOAK + "groups-claim", "groups",
                KEYCLOAK + "groups-prefix", groupsPrefix);

        assertThat(ConfigurationText.yaml(LAB).withProperties(keycloak).findings())
                .singleElement()
                .asString()
                .contains(HUB + finding + ": cannot be distinguished from that of identity 'keycloak'");
    }

    @Test
    void hasNoPlaceInDirectMode() {
        String direct =
                LAB.replace("token-request", "direct").replace("      credentials.service-account: submitter\n", "");

        assertThat(ConfigurationText.yaml(direct).findings())
                .singleElement()
                .asString()
                .startsWith("error   tiphys.environments.lab.jupyterhubs: has no effect with credentials.mode direct");
    }
}
