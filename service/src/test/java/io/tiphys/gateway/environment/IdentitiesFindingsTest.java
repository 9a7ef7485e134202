package io.tiphys.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator learns about configured issuers. */
final class IdentitiesFindingsTest {
    private static final String LAB = ConfigurationText.LAB_WITH_ISSUER;
    private static final String IDENTITY = "tiphys.environments.lab.identities.keycloak.";

    @Test
    void hasDefaults() {
        assertThat(ConfigurationText.yaml(LAB).findings()).isEmpty();
        assertThat(ConfigurationText.yaml(LAB).environments().getFirst().issuers())
                .containsExactly(new TokenIssuer(
                        "keycloak",
                        "https://keycloak.example/realms/lab",
                        Set.of("tiphys"),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of("RS256", "PS256", "ES256"),
                        Duration.ofSeconds(30),
                        "sub",
                        "keycloak:",
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void takesEveryValue() {
        ConfigurationText text = ConfigurationText.yaml(LAB + """
                      jwks-uri: https://keycloak.example/keys
                      algorithms: [ES384]
                      clock-skew: 5s
                      user-claim: preferred_username
                      groups-claim: groups
                      groups-prefix: "kc:"
                      required-claims: [tenant=science, "email_verified=true"]
                      browser-client-id: notebook
                      browser-token: id
            """);

        assertThat(text.findings()).isEmpty();
        assertThat(text.environments().getFirst().issuers())
                .containsExactly(new TokenIssuer(
                        "keycloak",
                        "https://keycloak.example/realms/lab",
                        Set.of("tiphys"),
                        Optional.of(URI.create("https://keycloak.example/keys")),
                        Optional.empty(),
                        Set.of("ES384"),
                        Duration.ofSeconds(5),
                        "preferred_username",
                        "keycloak:",
                        Optional.of(new TokenIssuer.Groups("groups", "kc:")),
                        Map.of("tenant", "science", "email_verified", "true"),
                        Optional.of(new TokenIssuer.BrowserClient("notebook", true))));
    }

    @Test
    void takesEnvironmentVariables() {
        ConfigurationText text = ConfigurationText.yaml(LAB)
                .withVariables(Map.of(
                        "TIPHYS_ENVIRONMENTS_LAB_IDENTITIES_DEX_ISSUER", "https://dex.example",
                        "TIPHYS_ENVIRONMENTS_LAB_IDENTITIES_DEX_AUDIENCES", "tiphys",
                        "TIPHYS_ENVIRONMENTS_LAB_IDENTITIES_DEX_USER_PREFIX", "dex:"));

        assertThat(text.findings()).isEmpty();
        assertThat(text.environments().getFirst().issuers())
                .extracting(TokenIssuer::id, TokenIssuer::userPrefix)
                .containsExactly(tuple("dex", "dex:"), tuple("keycloak", "keycloak:"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            issuer          | http://keycloak.example   | is 'http://keycloak.example'; expected the issuer's https address
            issuer          | keycloak                  | is 'keycloak'; expected the issuer's https address
            jwks-uri        | http://keycloak.example/k | is 'http://keycloak.example/k'; expected the https address of
            ca-file         | /nowhere                  | is '/nowhere'; expected a file that exists
            algorithms      | none                      | is 'none'; expected RS256
            algorithms      | HS256                     | is 'HS256'; expected RS256
            clock-skew      | 6m                        | is '6m'; expected a duration from 0s to 5m
            user-prefix     | system:                   | is 'system:'; expected a text such as 'keycloak:'
            user-prefix     | sys                       | is 'sys'; expected a text such as 'keycloak:'
            user-prefix     | system:serviceaccount:    | is 'system:serviceaccount:'; expected a text
            groups-claim    | groups                    | groups-prefix: is missing; expected a text such as
            groups-prefix   | kc                        | has no effect without groups-claim
            required-claims | tenant                    | is 'tenant'; expected name=value
            isuer           | x                         | is not a property; did you mean tiphys.environments.lab.identities.keycloak.issuer?
            """)
    void findsAWrongValue(String property, String value, String finding) {
        assertThat(ConfigurationText.yaml(LAB)
                        .withProperties(Map.of(IDENTITY + property, value))
                        .findings())
                .singleElement()
                .asString()
                .startsWith("error   " + IDENTITY)
                .contains(finding);
    }

    @Test
    void needsAudiencesAndAPrefix() {
        String without =
                LAB.replace("          audiences: tiphys\n", "").replace("          user-prefix: \"keycloak:\"\n", "");

        assertThat(ConfigurationText.yaml(without).findings())
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding).contains("audiences: is missing; expected at least one"))
                .anySatisfy(finding -> assertThat(finding).contains("user-prefix: is missing"));
    }

    @Test
    void letsTwoIssuersNotNameTheSameUser() {
        Map<String, Object> dex = Map.of(
                "tiphys.environments.lab.identities.dex.issuer", "https://dex.example",
                "tiphys.environments.lab.identities.dex.audiences", "tiphys",
                "tiphys.environments.lab.identities.dex.user-prefix", "keycloak:dex:");

        assertThat(ConfigurationText.yaml(LAB).withProperties(dex).findings())
                .singleElement()
                .asString()
                .contains("keycloak.user-prefix: cannot be distinguished from that of 'dex'");
    }

    @Test
    void hasNoPlaceInDirectMode() {
        String direct =
                LAB.replace("token-request", "direct").replace("      credentials.service-account: submitter\n", "");

        assertThat(ConfigurationText.yaml(direct).findings())
                .singleElement()
                .asString()
                .startsWith("error   tiphys.environments.lab.identities: has no effect with credentials.mode direct");
    }
}
