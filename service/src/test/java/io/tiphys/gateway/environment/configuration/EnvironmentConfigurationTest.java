package io.tiphys.gateway.environment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.tiphys.gateway.configuration.BoundConfiguration;
import io.tiphys.gateway.configuration.InvalidConfigurationException;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.AdmissionLimits;
import io.tiphys.gateway.environment.ArgoApiAccess;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.ConfigurationText;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.rule.RuleSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class EnvironmentConfigurationTest {
    public static final String SMALLEST = """
            tiphys:
              environments:
                lab:
                  namespaces: science
                  argo-server:
                    uri: https://argo:2746
                  kubernetes:
                    in-cluster: true
                  credentials:
                    mode: direct
            """;

    @Test
    void givesDefaultsToWhatIsNotConfigured() {
        try (ApplicationContext context = ConfigurationText.yaml(SMALLEST).start()) {
            assertThat(context.getBean(BoundConfiguration.class).get(GatewayConfiguration.class))
                    .isEqualTo(new GatewayConfiguration(null, false));
            assertThat(context.getBean(SubmissionEnvironments.class).all())
                    .containsExactly(new SubmissionEnvironment(
                            "lab",
                            new ArgoServerAccess(
                                    URI.create("https://argo:2746"), Optional.empty(), false, Optional.empty()),
                            ArgoApiAccess.byPrefix(),
                            new KubernetesAccess.InCluster(),
                            new ManagedNamespaces(Set.of("science")),
                            Optional.empty(),
                            new DirectToken(Optional.empty()),
                            new AccountUsers(Set.of(), Set.of()),
                            List.of(),
                            Optional.empty(),
                            AccountRules.NONE,
                            Set.of("default"),
                            RuleSettings.DEFAULT,
                            new EnvironmentLimits(
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(30),
                                    Duration.ofSeconds(15),
                                    256,
                                    200,
                                    100,
                                    16777216,
                                    10_000,
                                    50,
                                    50,
                                    Duration.ofSeconds(5),
                                    FairShares.DEFAULT)));
        }
    }

    @Test
    void readsOneFileThatSaysEverything(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("some.pem"), "PEM");
        String yaml = """
                tiphys:
                  default-environment: lab
                  allow-insecure: true
                  environments:
                    lab:
                      namespaces: [science, teaching]
                      default-namespace: science
                      workflow-service-accounts: [runner, default]
                      argo-server:
                        uri: https://argo.example:2746/base
                        ca-file: FILE
                        insecure-skip-verify: true
                        namespace: argo-system
                      kubernetes:
                        url: https://cluster.example:6443
                        ca-file: FILE
                        token-file: FILE
                      credentials:
                        mode: token-request
                        service-account: submitter
                        audiences: [argo, other]
                        lifetime: 30m
                      allowed-callers:
                        users: [ada, "system:serviceaccount:science:notebook"]
                        groups: [staff]
                      rules:
                        errors: [latest-image]
                        warnings: [timeout, plugin]
                        ignored: [no-ttl]
                      limits:
                        connect-timeout: 1s
                        call-timeout: 20s
                        stream-heartbeat: 5s
                        max-concurrent-calls: 10
                        max-concurrent-streams: 11
                        max-followed-logs: 12
                        max-transfers: 16
                        max-anonymous-calls: 17
                        max-open-streams: 18
                        caller-share: 19
                        address-share: 20
                        max-new-token-reviews: 21
                        max-waiting-new-tokens: 22
                        watch-buffer-size: 120000
                        max-batch-items: 9000
                        circuit-breaker:
                          failure-rate-threshold: 13
                          sliding-window: 14
                          open-duration: 15s
                        admission:
                          max-concurrent: 23
                          max-waiting: 24
                          max-wait: 25s
                          weights: ["user:system:serviceaccount:science:notebook=2", "group:a=b=3", "namespace:science=4"]
                          max-unfinished:
                            namespace: 26
                            caller: 27
                """.replace("FILE", file.toString());

        try (ApplicationContext context = ConfigurationText.yaml(yaml).start()) {
            assertThat(context.getBean(BoundConfiguration.class).get(GatewayConfiguration.class))
                    .isEqualTo(new GatewayConfiguration("lab", true));
            assertThat(context.getBean(SubmissionEnvironments.class).all()).containsExactly(everything(file));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://argo-server.argo:2746, argo",
        "https://argo-workflows-server.flows.svc:2746/base, flows",
        "https://argo-workflows-server.flows.svc.cluster.local:2746, flows",
        "https://argo-server:2746,",
        "https://argo.example:2746,",
        "https://argo-server.example.org:2746,",
        "https://10.0.0.1:2746,"
    })
    void takesArgosNamespaceFromTheAddressOfAService(String uri, @Nullable String namespace) {
        try (ApplicationContext context = ConfigurationText.yaml(SMALLEST.replace("https://argo:2746", uri))
                .start()) {
            assertThat(context.getBean(SubmissionEnvironments.class).all())
                    .singleElement()
                    .satisfies(environment -> assertThat(
                                    environment.argoServer().namespace().map(Namespace::value))
                            .isEqualTo(Optional.ofNullable(namespace)));
        }
    }

    private static SubmissionEnvironment everything(Path file) {
        return new SubmissionEnvironment(
                "lab",
                new ArgoServerAccess(
                        URI.create("https://argo.example:2746/base"),
                        Optional.of(file),
                        true,
                        Optional.of(new Namespace("argo-system"))),
                ArgoApiAccess.byPrefix(),
                new KubernetesAccess.TokenFile(URI.create("https://cluster.example:6443"), Optional.of(file), file),
                new ManagedNamespaces(Set.of("science", "teaching")),
                Optional.of(new Namespace("science")),
                new TokenRequest("submitter", List.of("argo", "other"), Duration.ofMinutes(30)),
                new AccountUsers(Set.of("ada", "system:serviceaccount:science:notebook"), Set.of("staff")),
                List.of(),
                Optional.empty(),
                AccountRules.NONE,
                Set.of("runner", "default"),
                new RuleSettings(
                        Map.of(
                                "latest-image", Severity.ERROR,
                                "timeout", Severity.WARNING,
                                "plugin", Severity.WARNING),
                        Set.of("no-ttl")),
                new EnvironmentLimits(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        10,
                        11,
                        12,
                        120000,
                        9_000,
                        13,
                        14,
                        Duration.ofSeconds(15),
                        new FairShares(
                                16,
                                17,
                                18,
                                19,
                                20,
                                21,
                                22,
                                new AdmissionLimits(
                                        23,
                                        24,
                                        Duration.ofSeconds(25),
                                        new AdmissionLimits.Weights(
                                                Map.of("system:serviceaccount:science:notebook", 2),
                                                Map.of("a=b", 3),
                                                Map.of("science", 4)),
                                        new AdmissionLimits.MaxUnfinished(26, 27)))));
    }

    @Test
    void doesNotStartWithASevereFindingAndTellsThemAll() {
        String yaml = SMALLEST.replace("mode: direct", "mode: magic").replace("https://argo", "ftp://argo");

        assertThatThrownBy(() -> ConfigurationText.yaml(yaml).start())
                .hasRootCauseInstanceOf(InvalidConfigurationException.class)
                .rootCause()
                .hasMessageContaining("tiphys.environments.lab.credentials.mode: is 'magic'; expected direct")
                .hasMessageContaining(
                        "tiphys.environments.lab.argo-server.uri: is 'ftp://argo:2746'; expected an http or https");
    }

    @Test
    void readsEnvironmentVariablesWithoutInventingEnvironments() {
        ConfigurationText configured = ConfigurationText.yaml(SMALLEST)
                .withVariables(Map.of(
                        "TIPHYS_ENVIRONMENTS_LAB_LIMITS_CALL_TIMEOUT", "7s",
                        "TIPHYS_ENVIRONMENTS_OTHER_LAB_NAMESPACES", "a,b",
                        "TIPHYS_ENVIRONMENTS_OTHER_LAB_DEFAULT_NAMESPACE", "b",
                        "TIPHYS_ENVIRONMENTS_OTHER_LAB_ARGO_SERVER_URI", "https://other:2746",
                        "TIPHYS_ENVIRONMENTS_OTHER_LAB_KUBERNETES_IN_CLUSTER", "true",
                        "TIPHYS_ENVIRONMENTS_OTHER_LAB_CREDENTIALS_MODE", "direct",
                        "TIPHYS_CACHE", "/somewhere"));

        assertThat(configured.findings())
                .containsExactly("warning TIPHYS_CACHE: is not the variable of a property; it has no effect");
        List<SubmissionEnvironment> environments = configured.environments();
        assertThat(environments).extracting(SubmissionEnvironment::name).containsExactly("lab", "other-lab");
        assertThat(environments.getFirst().limits().callTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(environments.getLast().namespaces().names()).containsExactlyInAnyOrder("a", "b");
        assertThat(environments.getLast().defaultNamespace()).contains(new Namespace("b"));
    }

    @Test
    void readsOtherWaysOfWritingTheSame() {
        ConfigurationText configured = ConfigurationText.yaml(SMALLEST)
                .withProperties(Map.of(
                        "tiphys.environments.lab.limits.callTimeout", "PT7S",
                        "tiphys.environments.lab.workflow-service-accounts[0]", "runner",
                        "tiphys.environments.lab.workflow-service-accounts[1]", "other",
                        "tiphys.environments.lab.allowed-callers.users", "ada, grace"));

        assertThat(configured.findings()).isEmpty();
        SubmissionEnvironment lab = configured.environments().getFirst();
        assertThat(lab.limits().callTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(lab.workflowServiceAccounts()).containsExactlyInAnyOrder("runner", "other");
        assertThat(lab.accountUsers().users()).containsExactlyInAnyOrder("ada", "grace");
    }

    @Test
    void resolvesPlaceholders() {
        ConfigurationText configured = ConfigurationText.yaml(
                        SMALLEST.replace("https://argo:2746", "https://${argo.host}:2746"))
                .withProperties(Map.of("argo.host", "elsewhere"));

        assertThat(configured.environments().getFirst().argoServer().uri())
                .isEqualTo(URI.create("https://elsewhere:2746"));
    }
}
