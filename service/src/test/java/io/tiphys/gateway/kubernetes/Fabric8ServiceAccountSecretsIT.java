package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.ServiceAccountSecrets.SecretView;
import io.tiphys.gateway.credentials.ServiceAccountSecrets.ServiceAccountView;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Service accounts and secrets of a real API server, read with exactly the rights of manifests/. */
final class Fabric8ServiceAccountSecretsIT {
    private static ClusterUnderTest underTest;
    private static TestNamespace namespace;
    private static TestNamespace foreign;
    private static GatewayAccount gateway;
    private static OneCluster cluster;
    private static BearerToken annotated;

    @BeforeAll
    static void open() {
        underTest = ClusterUnderTest.current();
        namespace = TestNamespace.create(underTest);
        foreign = TestNamespace.create(underTest);
        gateway = GatewayAccount.forServiceAccountSecret(underTest, namespace);
        cluster = OneCluster.at(gateway.access());
        namespace.apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: tiphys-submitter
                  annotations:
                    workflows.argoproj.io/service-account-token.name: second
                secrets:
                  - name: first
                  - name: second
                """);
        namespace.apply("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: by-hand
                stringData:
                  token: no token at all
                """);
        annotated = namespace.tokenSecret(EnvironmentSettings.SUBMITTER, "b-filled");
        namespace.tokenSecret(EnvironmentSettings.SUBMITTER, "a-filled");
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
            gateway.close();
            foreign.close();
            namespace.close();
        }
    }

    @Test
    void readsWhichSecretsAnAccountNames() {
        ServiceAccountView account = secrets()
                .serviceAccount(OneCluster.NAME, namespace.name(), EnvironmentSettings.SUBMITTER)
                .orElseThrow();
        assertThat(account.secretNames()).containsExactly("first", "second");
        assertThat(account.annotations()).containsEntry("workflows.argoproj.io/service-account-token.name", "second");
    }

    @Test
    void readsTheTokenThatKubernetesPutThere() {
        SecretView secret = secret("b-filled");
        assertThat(secret.token()).contains(annotated);
        assertThat(secret.annotations())
                .containsEntry("kubernetes.io/service-account.name", EnvironmentSettings.SUBMITTER);
    }

    @Test
    void takesNoTokenFromASecretThatHasNone() {
        assertThat(secret("by-hand").token()).isEmpty();
        assertThat(secrets().secret(OneCluster.NAME, namespace.name(), "absent"))
                .isEmpty();
    }

    @Test
    void listsTokenSecretsAloneAndByName() {
        assertThat(secrets().tokenSecrets(OneCluster.NAME, namespace.name()))
                .extracting(SecretView::name)
                .containsExactly("a-filled", "b-filled");
    }

    @Test
    void saysThatTheAccountIsNotThere() {
        try (TestNamespace empty = TestNamespace.create(underTest);
                GatewayAccount reader = GatewayAccount.forServiceAccountSecret(underTest, empty);
                OneCluster one = OneCluster.at(reader.access())) {
            assertThat(new Fabric8ServiceAccountSecrets(one.clusters())
                            .serviceAccount(OneCluster.NAME, empty.name(), EnvironmentSettings.SUBMITTER))
                    .isEmpty();
        }
    }

    /** The namespace is served by nobody here, and the other account is not the one of the Role. */
    @Test
    void namesTheRightThatIsMissing() {
        assertForbidden(
                () -> secrets().serviceAccount(OneCluster.NAME, namespace.name(), "default"),
                "get serviceaccount 'default'",
                namespace);
        assertForbidden(() -> secrets().secret(OneCluster.NAME, foreign.name(), "any"), "get secrets", foreign);
        assertForbidden(() -> secrets().tokenSecrets(OneCluster.NAME, foreign.name()), "list secrets", foreign);
    }

    /** Whoever may edit the account writes these names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../%s/secrets/testbed-storage",
                "..%%2f..%%2f%s%%2fsecrets%%2ftestbed-storage",
                "?fieldSelector=metadata.name=%s",
                "a/b",
                "..",
                "",
                "UPPER"
            })
    void asksForNoNameThatLeadsElsewhere(String pattern) {
        WireJournal journal = new WireJournal();
        try (FaultProxy proxy = FaultProxy.ofKubernetes(underTest, journal);
                OneCluster proxied = OneCluster.at(gateway.accessThrough(proxy))) {
            assertThat(new Fabric8ServiceAccountSecrets(proxied.clusters())
                            .secret(OneCluster.NAME, namespace.name(), pattern.formatted(foreign.name())))
                    .isEmpty();
            assertThat(journal.calls()).isEmpty();
        }
    }

    @Test
    void hasNothingWhileTheApiServerIsDown() {
        try (FaultProxy proxy = FaultProxy.ofKubernetes(underTest, new WireJournal());
                OneCluster proxied = OneCluster.at(gateway.accessThrough(proxy))) {
            proxy.refuseConnections();
            var secrets = new Fabric8ServiceAccountSecrets(proxied.clusters());
            for (ThrowingCallable reading : new ThrowingCallable[] {
                () -> secrets.serviceAccount(OneCluster.NAME, namespace.name(), EnvironmentSettings.SUBMITTER),
                () -> secrets.secret(OneCluster.NAME, namespace.name(), "b-filled"),
                () -> secrets.tokenSecrets(OneCluster.NAME, namespace.name())
            }) {
                assertThat(catchThrowableOfType(GatewayException.class, reading)
                                .problem()
                                .reason())
                        .isEqualTo(ErrorReason.CREDENTIAL_UNAVAILABLE);
            }
        }
    }

    private static void assertForbidden(ThrowingCallable reading, String right, TestNamespace where) {
        Problem problem = catchThrowableOfType(GatewayException.class, reading).problem();
        assertThat(problem.reason()).isEqualTo(ErrorReason.CREDENTIAL_FORBIDDEN);
        assertThat(problem.detail()).contains(right, where.name(), "manifests/service-account-secret.yaml");
    }

    private static SecretView secret(String name) {
        return secrets().secret(OneCluster.NAME, namespace.name(), name).orElseThrow();
    }

    private static Fabric8ServiceAccountSecrets secrets() {
        return new Fabric8ServiceAccountSecrets(cluster.clusters());
    }
}
