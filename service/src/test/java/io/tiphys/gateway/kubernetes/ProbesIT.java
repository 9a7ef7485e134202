package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TemporaryFiles;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checks of a cluster on a real one, with exactly the rights of manifests/ and with less. */
final class ProbesIT {
    private static final CredentialMode TOKEN_REQUEST =
            new CredentialMode.TokenRequest(EnvironmentSettings.SUBMITTER, List.of(), Duration.ofHours(1));
    private static final CredentialMode SECRET = new CredentialMode.ServiceAccountSecret(EnvironmentSettings.SUBMITTER);
    private static final CredentialMode CONFIGURED = new CredentialMode.DirectToken(Optional.of(Path.of("token")));
    private static final CredentialMode DIRECT = new CredentialMode.DirectToken(Optional.empty());

    private static ClusterUnderTest underTest;
    private static TestNamespace namespace;

    @BeforeAll
    static void open() {
        underTest = ClusterUnderTest.current();
        namespace = TestNamespace.create(underTest);
    }

    @AfterAll
    static void close() {
        if (namespace != null) {
            namespace.close();
        }
    }

    @Test
    void passesWithExactlyTheRightsOfTheManifests() {
        assertReady(GatewayAccount.forDirect(underTest), DIRECT);
        assertReady(GatewayAccount.forConfiguredToken(underTest), CONFIGURED);
        assertReady(GatewayAccount.forTokenRequest(underTest, namespace), TOKEN_REQUEST);
        assertReady(GatewayAccount.forServiceAccountSecret(underTest, namespace), SECRET);
    }

    private static void assertReady(GatewayAccount account, CredentialMode mode) {
        try (account) {
            assertThat(run(account.access(), mode, namespace.name()))
                    .as("mode %s", mode)
                    .extracting(Finding::check, Finding::passed)
                    .containsExactly(
                            tuple("cluster-reachable", true), tuple("gateway-rights", true), tuple("argo-crds", true));
        }
    }

    @Test
    void namesEveryRightThatIsMissing() {
        try (GatewayAccount powerless = GatewayAccount.withoutRights(underTest)) {
            List<Finding> findings = run(powerless.access(), SECRET, namespace.name());
            assertThat(findings).extracting(Finding::passed).containsExactly(true, false, true);
            assertThat(findings.get(1).failure()).contains(ErrorReason.CREDENTIAL_FORBIDDEN);
            assertThat(findings.get(1).message())
                    .contains(
                            "create tokenreviews",
                            "create subjectaccessreviews",
                            "get serviceaccounts 'tiphys-submitter' in namespace '" + namespace.name() + "'",
                            "get secrets in namespace '" + namespace.name() + "'",
                            "list secrets in namespace '" + namespace.name() + "'",
                            "manifests/");
        }
    }

    @Test
    void namesTheOneNamespaceThatWasForgotten() {
        try (TestNamespace forgotten = TestNamespace.create(underTest);
                GatewayAccount account = GatewayAccount.forTokenRequest(underTest, namespace)) {
            Finding rights = run(account.access(), TOKEN_REQUEST, namespace.name(), forgotten.name())
                    .get(1);
            assertThat(rights.passed()).isFalse();
            assertThat(rights.message()).contains(forgotten.name()).doesNotContain(namespace.name());
        }
    }

    @Test
    void saysThatTheGatewaysOwnTokenIsRefused() {
        Path garbage = TemporaryFiles.write("garbage", ".token", "garbage");
        var access =
                new KubernetesAccess.TokenFile(underTest.kubernetes(), Optional.of(underTest.kubernetesCa()), garbage);
        Finding reachable = run(access, DIRECT, namespace.name()).getFirst();
        assertThat(reachable.failure()).contains(ErrorReason.KUBERNETES_UNAVAILABLE);
        assertThat(reachable.message()).contains("own token", "tiphys.environments." + OneCluster.NAME);
    }

    @Test
    void saysWhatIsDownOrNotReadyOrNotInstalled() {
        try (GatewayAccount account = GatewayAccount.forDirect(underTest);
                FaultProxy proxy = FaultProxy.ofKubernetes(underTest, new WireJournal())) {
            proxy.refuseConnections();
            assertThat(run(account.accessThrough(proxy), DIRECT, namespace.name()))
                    .extracting(Finding::failure)
                    .containsOnly(Optional.of(ErrorReason.KUBERNETES_UNAVAILABLE));
            proxy.heal();

            proxy.inject(call -> call.path().startsWith("/readyz"), new Fault.Answer(500, Map.of(), "etcd"));
            Finding unready =
                    run(account.accessThrough(proxy), DIRECT, namespace.name()).getFirst();
            assertThat(unready.failure()).contains(ErrorReason.KUBERNETES_UNAVAILABLE);
            assertThat(unready.message()).contains("not ready");

            proxy.inject(call -> call.path().startsWith("/readyz"), Fault.Answer.json(403, "{}"));
            proxy.inject(call -> call.path().contains("argoproj.io"), Fault.Answer.json(404, "{}"));
            List<Finding> findings = run(account.accessThrough(proxy), DIRECT, namespace.name());
            assertThat(findings).extracting(Finding::passed).containsExactly(true, true, false);
            assertThat(findings.getLast().message()).contains("install Argo Workflows");
        }
    }

    private static List<Finding> run(KubernetesAccess access, CredentialMode mode, String... namespaces) {
        try (OneCluster one = OneCluster.at(access, mode, namespaces)) {
            List<EnvironmentProbe> probes = List.of(
                    new ArgoResourcesProbe(one.clusters()),
                    new GatewayRightsProbe(one.clusters()),
                    new ClusterReachableProbe(one.clusters()));
            return new Preflight(probes).run(one.environment()).findings();
        }
    }
}
