package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.KeycloakServer;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person signs in on the API page, in a real browser, at a real Keycloak. */
@Timeout(600)
final class ApiPageSignInIT {
    private static final String TOKEN =
            "window.ui.authSelectors.authorized().getIn(['lab.keycloak', 'token', 'access_token'])";
    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static EnvironmentSettings lab(KeycloakServer keycloak, GatewayAccount account, TestNamespace science) {
        return EnvironmentSettings.of("lab", CLUSTER.argoServer(), account.access(), science)
                .tokenRequest()
                .keycloak(keycloak)
                .with("identities.keycloak.browser-client-id", "api-page");
    }

    @Test
    void aCallFromThePageCarriesTheTokenOfThePerson() {
        KeycloakServer keycloak = KeycloakServer.get();
        try (TestNamespace science = TestNamespace.create(CLUSTER);
                GatewayAccount account = GatewayAccount.forTokenRequest(CLUSTER, science);
                RunningGateway gateway = RunningGateway.start(lab(keycloak, account, science));
                Browser browser = Browser.start("api-page")) {
            BrowserPage page = browser.page();
            keycloak.awaitStart();
            signIn(page, keycloak, gateway);

            page.open(URI.create(gateway.rest() + "/docs"));
            page.click("Authorize");
            page.awaitText("lab.keycloak");
            page.awaitText("authorizationCode with PKCE");
            page.await("document.querySelector('input[id^=client_id]').value === 'api-page'");
            page.evaluate("document.querySelector('.auth-btn-wrapper .authorize').click()");
            page.awaitText("Logout");
            page.await(TOKEN);

            page.evaluate("fetch('/v1/whoami?environment=lab', {headers: {Authorization: 'Bearer ' + " + TOKEN
                    + "}}).then(answer => answer.text()).then(text => window.answered = text)");
            page.await("window.answered");
            assertThat(page.evaluate("window.answered").asText()).contains("keycloak:alice");
        }
    }

    /** The session at the issuer, as of a person who has signed in elsewhere. Its form would be in another window of the page. */
    private static void signIn(BrowserPage page, KeycloakServer keycloak, RunningGateway gateway) {
        String back = gateway.rest() + "/docs/assets/page.css";
        page.open(URI.create(keycloak.issuer()
                + "/protocol/openid-connect/auth?client_id=api-page&response_type=code&scope=openid&redirect_uri="
                + URLEncoder.encode(back, StandardCharsets.UTF_8)
                + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        page.type("#username", "alice");
        page.type("#password", "alice-password");
        page.evaluate("document.querySelector('#kc-form-login').submit()");
        page.await("location.href.startsWith('" + back + "')");
    }
}
