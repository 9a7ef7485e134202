package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenMinter.AccountKey;
import io.tiphys.gateway.credentials.TokenMinter.MintedToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens from a real API server, and whether a real Argo Server takes them. */
final class Fabric8TokenMinterIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private static ClusterUnderTest underTest;
    private static TestNamespace namespace;
    private static TestNamespace withoutAccount;
    private static GatewayAccount gateway;
    private static OneCluster cluster;

    @BeforeAll
    static void open() {
        underTest = ClusterUnderTest.current();
        namespace = TestNamespace.create(underTest);
        withoutAccount = TestNamespace.create(underTest);
        namespace.serviceAccount(EnvironmentSettings.SUBMITTER);
        namespace.serviceAccount("somebody-else");
        gateway = GatewayAccount.forTokenRequest(underTest, namespace, withoutAccount);
        cluster = OneCluster.at(gateway.access());
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
            gateway.close();
            withoutAccount.close();
            namespace.close();
        }
    }

    @Test
    void mintsWhatTheArgoServerAccepts() throws IOException, InterruptedException {
        namespace.grant(
                EnvironmentSettings.SUBMITTER,
                new PolicyRuleBuilder()
                        .withApiGroups("argoproj.io")
                        .withResources("workflows")
                        .withVerbs("list")
                        .build());
        MintedToken minted = mint(submitter(namespace));
        assertThat(listWorkflows(minted.token())).isEqualTo(200);
        assertThat(listWorkflows(BearerToken.of("garbage"))).isEqualTo(401);
    }

    @Test
    void tellsWhenTheTokenEnds() {
        MintedToken minted = mint(submitter(namespace));
        // The cluster's clock and this one are the same machine's or nearly so.
        assertThat(minted.expiresAt()).isCloseTo(Instant.now().plus(HOUR), within(2, ChronoUnit.MINUTES));
    }

    @Test
    void mintsForTheAudienceThatIsAskedFor() {
        MintedToken minted = mint(new AccountKey(namespace.name(), EnvironmentSettings.SUBMITTER, List.of("argo")));
        assertThat(review(minted.token()).getAuthenticated()).isNotEqualTo(true);
        TokenReviewStatus forArgo = review(minted.token(), "argo");
        assertThat(forArgo.getAuthenticated()).isTrue();
        assertThat(forArgo.getUser().getUsername()).isEqualTo(namespace.user(EnvironmentSettings.SUBMITTER));
        assertThat(forArgo.getAudiences()).containsExactly("argo");
    }

    @Test
    void saysThatTheAccountIsNotThere() {
        Problem problem = refusal(submitter(withoutAccount));
        assertThat(problem.reason()).isEqualTo(ErrorReason.SERVICE_ACCOUNT_NOT_FOUND);
        assertThat(problem.detail()).contains(EnvironmentSettings.SUBMITTER, withoutAccount.name());
    }

    /** With the Role of manifests/ the gateway gets tokens of one account and of no other one. */
    @Test
    void mayNotMintForAnotherAccount() {
        Problem problem = refusal(new AccountKey(namespace.name(), "somebody-else", List.of()));
        assertThat(problem.reason()).isEqualTo(ErrorReason.CREDENTIAL_FORBIDDEN);
        assertThat(problem.detail())
                .contains(
                        "create serviceaccounts/token",
                        "somebody-else",
                        namespace.name(),
                        "manifests/token-request.yaml");
    }

    @Test
    void hasNoTokenOfALifetimeThatKubernetesRefuses() {
        GatewayException refused = catchThrowableOfType(
                GatewayException.class, () -> mint(cluster, submitter(namespace), Duration.ofMinutes(1)));
        assertThat(refused.problem().reason()).isEqualTo(ErrorReason.CREDENTIAL_UNAVAILABLE);
    }

    @Test
    void hasNoTokenWhileTheApiServerIsDown() {
        try (FaultProxy proxy = FaultProxy.ofKubernetes(underTest, new WireJournal());
                OneCluster proxied = OneCluster.at(gateway.accessThrough(proxy))) {
            proxy.refuseConnections();
            GatewayException refused =
                    catchThrowableOfType(GatewayException.class, () -> mint(proxied, submitter(namespace), HOUR));
            assertThat(refused.problem().reason()).isEqualTo(ErrorReason.CREDENTIAL_UNAVAILABLE);
            assertThat(refused.problem().retryAfter()).isPresent();
            proxy.heal();
            assertThat(mint(proxied, submitter(namespace), HOUR).token()).isNotNull();
        }
    }

    private static MintedToken mint(AccountKey key) {
        return mint(cluster, key, HOUR);
    }

    private static MintedToken mint(OneCluster one, AccountKey key, Duration lifetime) {
        return new Fabric8TokenMinter(one.clusters()).mint(OneCluster.NAME, key, lifetime);
    }

    private static Problem refusal(AccountKey key) {
        return catchThrowableOfType(GatewayException.class, () -> mint(key)).problem();
    }

    private static AccountKey submitter(TestNamespace home) {
        return new AccountKey(home.name(), EnvironmentSettings.SUBMITTER, List.of());
    }

    private static TokenReviewStatus review(BearerToken token, String... audiences) {
        return underTest
                .admin()
                .authentication()
                .v1()
                .tokenReviews()
                .create(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token.reveal())
                        .withAudiences(audiences)
                        .endSpec()
                        .build())
                .getStatus();
    }

    private static int listWorkflows(BearerToken token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(underTest.argoServer() + "/api/v1/workflows/" + namespace.name());
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token.reveal())
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
