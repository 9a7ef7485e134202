package io.tiphys.gateway.rest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.environment.TokenIssuer.BrowserClient;
import io.tiphys.gateway.fakes.TestEnvironments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SignInTest {
    private static final TokenIssuer KEYCLOAK = issuer(
            "keycloak", "https://keycloak.example:8443/realms/lab", Optional.of(new BrowserClient("page", false)));

    private static TokenIssuer issuer(String id, String url, Optional<BrowserClient> client) {
        return new TokenIssuer(
                id,
                url,
                Set.of("tiphys"),
                Optional.empty(),
                Optional.empty(),
                Set.of("RS256"),
                Duration.ZERO,
                "sub",
                id + ":",
                Optional.empty(),
                Map.of(),
                client);
    }

    private static SignIn with(TokenIssuer... issuers) {
        return new SignIn(new SubmissionEnvironments(
                List.of(TestEnvironments.withIssuers("lab", issuers), TestEnvironments.withIssuers("other", issuers)),
                Optional.empty()));
    }

    private static String settings(SignIn signIn) {
        return new String(signIn.settings(), StandardCharsets.UTF_8);
    }

    @Test
    void offersAnIssuerWithAClientOnce() {
        SignIn signIn = with(KEYCLOAK);

        assertThat(settings(signIn)).isEqualTo("""
                {"issuers":[{"name":"lab.keycloak","issuer":"https://keycloak.example:8443/realms/lab",\
                "discovery":"https://keycloak.example:8443/realms/lab/.well-known/openid-configuration",\
                "clientId":"page","token":"access_token"}]}""");
        assertThat(signIn.origins()).isEqualTo(" https://keycloak.example:8443");
    }

    @Test
    void describesEachIssuer() {
        SignIn signIn =
                with(KEYCLOAK, issuer("dex", "https://dex.example/", Optional.of(new BrowserClient("tiphys", true))));

        assertThat(settings(signIn))
                .contains("\"discovery\":\"https://dex.example/.well-known/openid-configuration\"")
                .contains("\"clientId\":\"tiphys\",\"token\":\"id_token\"")
                .contains("lab.keycloak");
        assertThat(signIn.origins()).isEqualTo(" https://dex.example https://keycloak.example:8443");
    }

    @Test
    void offersNoIssuerWithoutAClient() {
        SignIn signIn = with(issuer("keycloak", "https://keycloak.example", Optional.empty()));

        assertThat(settings(signIn)).isEqualTo("{\"issuers\":[]}");
        assertThat(signIn.origins()).isEmpty();
    }
}
