package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Kubeconfig files for the cluster under test. */
final class Kubeconfigs {
    private Kubeconfigs() {}

    /** One whose user is the administrator, by client certificate. */
    static Path ofAdministrator(ClusterUnderTest cluster) {
        Config config = cluster.admin().getConfiguration();
        String certificate = data(config.getClientCertData(), config.getClientCertFile());
        String key = data(config.getClientKeyData(), config.getClientKeyFile());
        Assumptions.assumeFalse(
                certificate.isEmpty() || key.isEmpty(), "the cluster's administrator has no client certificate");
        return TemporaryFiles.write(
                "admin", ".kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: admin
                clusters:
                  - name: cluster
                    cluster: {server: "%s", certificate-authority: "%s"}
                users:
                  - name: admin
                    user: {client-certificate-data: "%s", client-key-data: "%s"}
                contexts:
                  - name: admin
                    context: {cluster: cluster, user: admin}
                """.formatted(cluster.kubernetes(), cluster.kubernetesCa(), certificate, key));
    }

    private static String data(@Nullable String encoded, @Nullable String file) {
        if (encoded != null) {
            return encoded;
        }
        try {
            return file == null ? "" : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
